/** The program as the nation: takes provinces' reports of counts and ends of logs. No segment and nobody's act ever comes here. */
import { createNationApp } from "../app.ts";
import { readContent } from "../read-content.ts";
import type { CommonServices, NationServices, Running } from "../services.ts";

export function openNation(common: CommonServices, { listedAuthorities }: Pick<NationServices, "listedAuthorities">): Running {
  const services: NationServices = { ...common, listedAuthorities, register: readContent().register };
  return {
    app: createNationApp(services),
    async ready([address]) {
      console.log(`\nHọc Vụ Số, cả nước: ${address ?? ""}`);
      console.log(listedAuthorities.length > 0
        ? `Chỉ tin ${listedAuthorities.length} khóa gốc đã liệt kê. / Believes only the ${listedAuthorities.length} authorities listed.\n`
        : "Chưa liệt kê khóa gốc nào: tin khóa đầu tiên của mỗi tỉnh. / No authority is listed: the first that speaks for a province is believed.\n");
    },
    stop: async () => {},
  };
}
