// Builds a module with constants and one that uses them with several tools, as
// they are and with one constant changed, and writes the builds beside this file:
//   npm i esbuild@0.28 rollup@4 @rollup/plugin-terser@1 rolldown@1 webpack@5 && node build.mjs
import * as esbuild from "esbuild";
import terser from "@rollup/plugin-terser";
import { rollup } from "rollup";
import { rolldown } from "rolldown";
import webpack from "webpack";
import fs from "node:fs";

const builds = { right: {}, text: { text: "no such thong" }, number: { limit: 350 } };

const write = (tool, build, code, map) => {
  fs.mkdirSync(tool, { recursive: true });
  fs.writeFileSync(`${tool}/${build}.js`, code);
  fs.writeFileSync(`${tool}/${build}.js.map`, map);
};
for (const [build, { text = "no such thing", limit = 250 }] of Object.entries(builds)) {
  fs.mkdirSync("app", { recursive: true });
  fs.writeFileSync("app/constants.js", `export const LIMIT = ${limit};
export const TEXT = '${text}';
export const UNIT = 'in ' + TEXT + ' ' + 2;
`);
  fs.writeFileSync("app/main.js", `import { LIMIT, TEXT, UNIT } from "./constants.js";
export function check(list) {
  if (list.length > LIMIT) throw new Error(TEXT);
  if (list.unit) throw new TypeError('not counted: ' + UNIT);
  return list.map((x) => x.note(LIMIT, 'at ' + TEXT));
}
`);
  const r = await esbuild.build({ entryPoints: ["app/main.js"], bundle: true, minify: true, format: "esm", write: false, sourcemap: "external", outfile: "app/out.js" });
  write("esbuild", build, r.outputFiles.find((f) => f.path.endsWith(".js")).text, r.outputFiles.find((f) => f.path.endsWith(".map")).text);
  const generated = async (b, options) => (await b.generate({ format: "es", sourcemap: true, file: "app/out.js", ...options })).output[0];
  let out = await generated(await rollup({ input: "app/main.js" }), { plugins: [terser()] });
  write("rollup", build, out.code, out.map.toString());
  out = await generated(await rolldown({ input: "app/main.js" }), { minify: true });
  write("rolldown", build, out.code, out.map.toString());
  await new Promise((done, fail) => webpack({ mode: "production", devtool: "source-map", target: ["web", "es2022"], context: process.cwd(), entry: "./app/main.js", experiments: { outputModule: true },
    output: { path: process.cwd() + "/webpack", filename: build + ".js", library: { type: "module" } } }, (error, stats) => error || stats.hasErrors() ? fail(error || stats.toString()) : done()));
}
fs.rmSync("app", { recursive: true });
