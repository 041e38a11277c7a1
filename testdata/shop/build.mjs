// Bundles the shop four ways, into dist-BUNDLER. See ../README.md.
import fs from "node:fs/promises";
import path from "node:path";
import { build as esbuild } from "esbuild";
import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import typescript from "@rollup/plugin-typescript";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";

const entry = "src/main.tsx";
const assets = (bundler) => path.resolve("dist-" + bundler);

const jsx = { jsx: "automatic", jsxImportSource: "preact" };

await esbuild({
  entryPoints: { shop: entry }, outdir: assets("esbuild"), entryNames: "[name]-[hash]",
  bundle: true, minify: true, sourcemap: true, format: "iife", target: "es2022", ...jsx,
});

await new Promise((done, fail) => webpack({
  mode: "production", devtool: "source-map", target: ["web", "es2022"],
  entry: { shop: "./" + entry },
  output: { path: assets("webpack"), filename: "[name]-[contenthash:8].js" },
  resolve: { extensions: [".tsx", ".ts", ".js"] },
  module: { rules: [{ test: /\.tsx?$/, loader: "ts-loader", options: { transpileOnly: true } }] },
}, (err, stats) => err || stats.hasErrors() ? fail(err ?? new Error(stats.toString())) : done()));

// Rollup's map is hidden: no comment names it, a debug id ties the two.
const bundle = await rollup({
  input: { shop: entry },
  plugins: [resolve({ extensions: [".tsx", ".ts", ".js"] }), typescript({ compilerOptions: { outDir: assets("rollup") } }), terser()],
});
await bundle.write({
  dir: assets("rollup"), format: "iife", entryFileNames: "[name]-[hash].js",
  sourcemap: "hidden", sourcemapDebugIds: true,
});

await vite({
  configFile: false, logLevel: "warn", esbuild: jsx,
  build: {
    outDir: assets("vite"), emptyOutDir: true, sourcemap: true, modulePreload: false,
    rollupOptions: { input: { shop: entry }, output: { entryFileNames: "[name]-[hash].js", format: "iife" } },
  },
});

// The emitter is a script of its own, and its map was never kept.
for (const bundler of ["esbuild", "webpack", "rollup", "vite"]) {
  await esbuild({
    entryPoints: { vendor: "mitt" }, outdir: assets(bundler), entryNames: "[name]-[hash]",
    bundle: true, minify: true, format: "iife", globalName: "mittModule",
    footer: { js: "var mitt=mittModule.default;" },
  });
  for (const file of await fs.readdir(assets(bundler))) {
    if (!/\.js(\.map)?$/.test(file)) await fs.rm(path.join(assets(bundler), file), { recursive: true });
  }
}
