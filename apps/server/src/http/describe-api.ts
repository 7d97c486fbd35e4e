/** GET /api/openapi.json and /api/docs: the list of routes, said to programs (OpenAPI 3.1, from the contract's schemas) and to people. */
import { movementSchemas, reportSchemas } from "@hocvuso/contract";
import type { Route } from "../app.ts";
import type { CommonServices } from "../services.ts";
import { endpoint } from "./endpoint.ts";

const schemas = { ...reportSchemas, ...movementSchemas };

export function openApi(routes: readonly Route<never>[]): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, summary, answers } of routes) {
    const name = path.replaceAll(/:(\w+)/g, "{$1}");
    const content = answers in schemas
      ? { "application/json": { schema: { $ref: `#/components/schemas/${answers}` } } }
      : { [answers]: {} };
    paths[name] = {
      ...paths[name],
      [method]: {
        summary,
        parameters: [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({ name: parameter, in: "path", required: true, schema: { type: "string" } })),
        responses: {
          200: { description: "OK", content },
          default: { description: "Refused", content: { "application/json": { schema: { $ref: "#/components/schemas/ProblemReport" } } } },
        },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Học Vụ Số", version: "1", license: { name: "Apache-2.0" }, description: "Figures of the movement, and the door by which signed segments of facts come in." },
    paths,
    components: { schemas },
  };
}

export function describeApi(routes: readonly Route<never>[]) {
  return endpoint<CommonServices>(async () => openApi(routes));
}

export function showApi(routes: readonly Route<never>[]) {
  return endpoint<CommonServices>(async (c) => c.html(docsPage(routes)));
}

function docsPage(routes: readonly Route<never>[]): string {
  const rows = routes.map(({ method, path, summary, answers }) =>
    `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escape(path)}</code></td><td>${escape(summary)}</td><td>${
      answers in schemas ? `<a href="#${answers}">${answers}</a>` : `<code>${escape(answers)}</code>`}</td></tr>`);
  const shapes = Object.entries(reportSchemas).map(([name, schema]) =>
    `<details id="${name}"><summary>${name}</summary><pre tabindex="0">${escape(JSON.stringify(schema, null, 2))}</pre></details>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Học Vụ Số: API</title>
<style>body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:64rem;padding:0 1rem;background:#FBF4E4;color:#1E1B16}td,th{padding:.4rem .8rem .4rem 0;text-align:left;vertical-align:top;border-top:1px solid #8A7E69}table{border-collapse:collapse;width:100%}pre{overflow:auto;background:#F3E8CF;padding:1rem}a{color:#264E86}summary{padding:.6rem 0;font-weight:700}</style>
<main><h1>Học Vụ Số: API</h1><p>For programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). The exchange of segments is canonical CBOR; its layout stands in <code>packages/contract/src/segments.ts</code>.</p>
<table><thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Answers</th></tr></thead><tbody>${rows.join("")}</tbody></table><h2>Shapes</h2>${shapes.join("")}</main></html>`;
}

export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
