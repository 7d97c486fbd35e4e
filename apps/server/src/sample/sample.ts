/** `npm run sample -- --people N --seed S [--to URL]`: puts a sample province into a running server. */
import { parseArgs } from "node:util";
import { readContent } from "../read-content.ts";
import { putSample } from "./put-sample.ts";

const { values } = parseArgs({ options: { people: { type: "string", default: "20000" }, seed: { type: "string", default: "1945" }, to: { type: "string", default: "http://localhost:1945" } } });
const [people, seed] = [Number(values.people), Number(values.seed)];
if (!Number.isInteger(people) || people < 1 || !Number.isInteger(seed)) {
  console.error("Xin cho số nguyên: npm run sample -- --people 20000 --seed 1945\nPlease give whole numbers.");
  process.exit(1);
}

async function post(path: string, body: Uint8Array): Promise<Uint8Array> {
  const answer = await fetch(new URL(path, values.to), { method: "POST", body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return new Uint8Array(await answer.arrayBuffer());
}

const startedMs = Date.now();
let nextTold = 0;
const done = await putSample(readContent().register, post, {
  people, seed,
  tell: (sofar) => {
    if (sofar.people < nextTold) return;
    console.log(`${sofar.people.toLocaleString("vi-VN")} người, ${sofar.facts.toLocaleString("vi-VN")} việc`);
    nextTold += people / 10;
  },
}).catch((error: unknown) => {
  console.error(`Chưa gửi được dữ liệu mẫu tới ${values.to}: ${error instanceof Error ? error.message : String(error)}\nThe sample could not be sent. Is the program running? (npm start)`);
  process.exit(1);
});
console.log(`${done.people.toLocaleString("vi-VN")} người, ${done.facts.toLocaleString("vi-VN")} việc, ${done.phones.toLocaleString("vi-VN")} máy, ${((Date.now() - startedMs) / 1000).toFixed(1)} giây`);
