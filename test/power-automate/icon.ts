/** The icon of the connector, drawn as pixels: a page of a ledger with two lines and a seat that is ticked. */
import { deflateSync } from 'node:zlib'
import { crc32 } from 'node:zlib'

const side = 160
/** Samples per pixel and direction, so that edges are smooth. */
const samples = 4

type Color = readonly [red: number, green: number, blue: number]
const white: Color = [255, 255, 255]

/** An opaque PNG (no alpha channel) of 160 x 160. */
export function drawIcon(brandColor: string): Buffer {
  const brand = colorOf(brandColor)
  const rows: Buffer[] = []
  for (let y = 0; y < side; y += 1) {
    const row = Buffer.alloc(1 + side * 3)
    for (let x = 0; x < side; x += 1) {
      const covered = coverage(x, y)
      for (const [index, part] of brand.entries()) {
        row[1 + x * 3 + index] = Math.round(part + ((white[index] ?? 0) - part) * covered)
      }
    }
    rows.push(row)
  }
  return png(Buffer.concat(rows))
}

/** How much of the pixel is white, 0 to 1. */
function coverage(x: number, y: number): number {
  let hits = 0
  for (let i = 0; i < samples * samples; i += 1) {
    const at = { x: x + ((i % samples) + 0.5) / samples, y: y + (Math.floor(i / samples) + 0.5) / samples }
    if (isWhite(at.x, at.y)) hits += 1
  }
  return hits / (samples * samples)
}

function isWhite(x: number, y: number): boolean {
  if (!inRounded({ x, y, left: 44, top: 32, right: 116, bottom: 128, radius: 10 })) return false
  const isLine = [52, 70].some((top) => inRounded({ x, y, left: 58, top, right: 102, bottom: top + 8, radius: 4 }))
  return !isLine && !isTick(x, y)
}

function isTick(x: number, y: number): boolean {
  return distance(x, y, [60, 103, 73, 115]) < 4.5 || distance(x, y, [73, 115, 101, 91]) < 4.5
}

interface Rounded {
  readonly x: number
  readonly y: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly radius: number
}

function inRounded({ x, y, left, top, right, bottom, radius }: Rounded): boolean {
  const nearX = Math.min(Math.max(x, left + radius), right - radius)
  const nearY = Math.min(Math.max(y, top + radius), bottom - radius)
  return Math.hypot(x - nearX, y - nearY) <= radius
}

/** From a point to a line between two points. */
function distance(x: number, y: number, [x1, y1, x2, y2]: readonly [number, number, number, number]): number {
  const along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
  const part = Math.min(1, Math.max(0, along))
  return Math.hypot(x - (x1 + part * (x2 - x1)), y - (y1 + part * (y2 - y1)))
}

function colorOf(hex: string): Color {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return [red, green, blue]
}

function png(rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
