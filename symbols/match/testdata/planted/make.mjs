// Builds four releases of a small program with four bundlers, throws in each,
// and writes down where: node make.mjs, where esbuild, rollup,
// @rollup/plugin-terser, vite and webpack are installed.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import vm from 'node:vm'
import esbuild from 'esbuild'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { build } from 'vite'
import webpack from 'webpack'

const here = import.meta.dirname
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'planted-'))
const things = ['Cart', 'Order', 'Price']

// v2 has a longer text early on, v3 more code at the end, v4 a function more.
function module(i, release) {
  const T = things[i], next = things[i + 1]
  const unit = release === 'v2' && i === 0 ? 'cents, and taxes too' : 'cents'
  return `${next ? `import { run${next}, unit as nextUnit } from './${next}'` : ''}
export const unit = 'in ${unit} of ${T} ' + ${i}
${release === 'v4' && i === 1 ? `export function audit(all: any[]) { return all.map(x => { if (!x) throw new Error('no ${T} to audit'); return x.total }) }` : ''}
export class ${T} {
  constructor(public name: string, public total = ${7 * i}) { if (name === 'ctor-${i}') throw new TypeError('no ${T} of that name: ' + unit) }
  check(limit: number) { const left = limit - this.total; if (left < ${i}) throw new RangeError('${T} over its limit by ' + left); return left }
}
function validate${T}(input: any) {
  if (!input) throw new Error('empty ${T}')
  ${release === 'v4' && i === 1 ? 'if (input.all) audit(input.all)' : ''}
  return [${i}, 2].map(k => input.kind === 'map-${i}' ? input.missing.field + k : k * 2)
}
export function run${T}(input: any): any {
  const all = validate${T}(input)
  if (input.kind === 'over-${i}') return new ${T}('x').check(-100)
  if (input.kind === 'ctor-${i}') return new ${T}('ctor-${i}')
  ${release === 'v3' && !next ? "if (input.late) console.log('late', input.late + 12)" : ''}
  return ${next ? `run${next}(input).concat(all, nextUnit.length)` : 'all'}
}
`
}

const strip = { name: 'ts', resolveId: (id, from) => id.startsWith('./') ? path.join(path.dirname(from), id + '.ts') : null,
  async transform(code, id) { return id.endsWith('.ts') ? esbuild.transform(code, { loader: 'ts', sourcemap: true, sourcefile: id }) : null } }
fs.writeFileSync(path.join(work, 'loader.cjs'), `module.exports = function (code) { const done = this.async(); require(${JSON.stringify(import.meta.resolve('esbuild').slice(7))})
  .transform(code, { loader: 'ts', sourcemap: true, sourcefile: this.resourcePath, sourcesContent: true }).then(r => done(null, r.code, JSON.parse(r.map)), done) }`)

const frames = {}
for (const release of ['v1', 'v2', 'v3', 'v4']) {
  const src = path.join(work, release, 'src'), main = path.join(src, 'main.ts')
  fs.mkdirSync(src, { recursive: true })
  things.forEach((T, i) => fs.writeFileSync(path.join(src, T + '.ts'), module(i, release)))
  fs.writeFileSync(main, `import { runCart } from './Cart'\n;(globalThis as any).crash = function crash(kind: string) { return runCart(kind ? { kind } : null) }\n`)
  const to = tool => path.join(work, release, tool)
  await esbuild.build({ entryPoints: [main], bundle: true, minify: true, sourcemap: true, target: 'es2022', outfile: to('esbuild') + '/static/app.js' })
  await (await rollup({ input: main, plugins: [strip] })).write({ dir: to('rollup'), format: 'iife', sourcemap: true, entryFileNames: 'js/main.js', plugins: [terser()] })
  await build({ root: src, logLevel: 'silent', configFile: false, build: { outDir: to('vite'), sourcemap: true, modulePreload: false, rollupOptions: { input: main } } })
  await new Promise((done, fail) => webpack({ mode: 'production', target: ['web', 'es2022'], devtool: 'source-map', context: src, entry: main, resolve: { extensions: ['.ts'] },
    output: { path: to('webpack'), filename: 'static/js/main.[contenthash:8].js' }, module: { rules: [{ test: /\.ts$/, use: path.join(work, 'loader.cjs') }] } },
    (error, stats) => error || stats.hasErrors() ? fail(error || stats.toString()) : done()))
  for (const tool of ['esbuild', 'rollup', 'vite', 'webpack']) {
    for (const name of fs.readdirSync(to(tool), { recursive: true }).filter(f => f.endsWith('.js'))) {
      const key = `${tool}/${release}/${name}`
      for (const file of [name, name + '.map']) {
        fs.mkdirSync(path.dirname(path.join(here, tool, release, file)), { recursive: true })
        const text = fs.readFileSync(path.join(to(tool), file), 'utf8')
        fs.writeFileSync(path.join(here, tool, release, file), text.replaceAll(path.join(work, release), '/app').replace(/"sources":\[[^\]]*\]/, s => s.replace(/[^"]*\/src\//g, 'src/')))
      }
      vm.runInThisContext(fs.readFileSync(path.join(here, key), 'utf8'), { filename: 'BUNDLE' })
      frames[key] = ['', ...things.flatMap((_, i) => ['over-' + i, 'ctor-' + i, 'map-' + i])].map(kind => {
        try { crash(kind) } catch (error) {
          return error.stack.split('\n').filter(l => l.includes('BUNDLE')).map(l => {
            const [, fn, line, column] = /at (?:(.*) \()?BUNDLE:(\d+):(\d+)/.exec(l)
            return { function: fn ?? '', line: +line, column: +column }
          })
        }
      })
    }
  }
}
fs.writeFileSync(path.join(here, 'frames.json'), JSON.stringify(frames).replaceAll(/("[a-z]+\/v)/g, '\n$1') + '\n')
fs.rmSync(work, { recursive: true })
