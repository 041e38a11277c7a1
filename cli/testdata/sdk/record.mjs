// Records what PostHog's SDKs send of errors thrown in an injected bundle: node record.mjs BUNDLE
import fs from 'node:fs'
import path from 'node:path'
import { JSDOM } from 'jsdom'
import { PostHog } from 'posthog-node'
const bundle = path.resolve(process.argv[2])
globalThis.window = globalThis
const dom = new JSDOM('', { url: 'https://shop.example/cart' }).window
for (const k of ['document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'XMLHttpRequest', 'Element', 'HTMLElement', 'Event', 'history', 'screen']) Object.defineProperty(globalThis, k, { value: dom[k], configurable: true, writable: true })
globalThis.addEventListener ??= () => {}
const keep = (name, wanted) => event => {
  const { $exception_list, $release_id, $lib, $lib_version } = event.properties
  for (const e of $exception_list) e.stacktrace.frames = e.stacktrace.frames.filter(f => f.chunk_id) // those of the bundle
  fs.writeFileSync(name, JSON.stringify({ uuid: event.uuid, event: event.event, distinct_id: 'shopper', properties: { $lib: $lib ?? wanted, $lib_version, $release_id, $exception_list } }, null, 1).replaceAll('file://' + path.dirname(bundle), 'https://shop.example/assets').replaceAll(path.dirname(bundle), '/srv/assets') + '\n')
  return null
}
await import(bundle)
const thrown = kind => { try { crash(kind) } catch (e) { return e } }
const node = new PostHog('phc_x', { before_send: keep('node.json', 'posthog-node') })
node.captureException(thrown('map-2'), 'shopper')
await node.shutdown()
const { default: module } = await import('posthog-js')
const web = module.default ?? module
web.init('phc_x', { before_send: keep('web.json', 'web'), api_host: 'http://127.0.0.1:1', capture_exceptions: false, autocapture: false, disable_session_recording: true, request_batching: false, persistence: 'memory', capture_pageview: false, advanced_disable_flags: true, disable_external_dependency_loading: true, opt_out_useragent_filter: true })
web.captureException(thrown('over-1'))
setTimeout(() => process.exit(), 500)
