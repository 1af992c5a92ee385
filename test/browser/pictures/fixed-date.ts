/** Loaded before a program whose pictures are taken: its clock stands where the pictures' clock stands, so that they do not change by the day. */

const movedByMs = Number(process.env['PICTURES_MOVED_BY_MS'] ?? 0)
const realNow = Date.now.bind(Date)

const now = (): number => realNow() + movedByMs

globalThis.Date = new Proxy(Date, {
  construct: (target, given) => (given.length === 0 ? new target(now()) : Reflect.construct(target, given)),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})
