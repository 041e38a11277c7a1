// Throws in each bundle again, in the engine that runs it, and prints where:
// bun throw.mjs > safari.json. Given to vm, bun's engine, which is Safari's, gets
// the bundles as they are.
import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'

const here = import.meta.dirname
const frames = {}
for (const key of Object.keys(JSON.parse(fs.readFileSync(path.join(here, 'frames.json'), 'utf8')))) {
  const context = vm.createContext({ console })
  vm.runInContext(fs.readFileSync(path.join(here, key), 'utf8').replace(/\/\/# sourceMappingURL.*/, ''), context, { filename: 'BUNDLE' })
  frames[key] = ['', ...[0, 1, 2].flatMap(i => ['over-' + i, 'ctor-' + i, 'map-' + i])].map(kind => {
    try { context.crash(kind) } catch (error) {
      return error.stack.split('\n').filter(l => l.includes('BUNDLE:')).flatMap(l => {
        const [, fn, line, column] = /at (?:(.*) \()?BUNDLE:(\d+):(\d+)/.exec(l) ?? []
        return line ? [{ function: fn === '<anonymous>' ? '' : fn ?? '', line: +line, column: +column }] : []
      })
    }
  })
}
console.log(JSON.stringify(frames).replaceAll(/("[a-z]+\/v)/g, '\n$1'))
