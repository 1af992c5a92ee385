/** As much of a PNG as the rules ask for: its size, whether it is opaque, and the color of its first pixel. */
import { inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly isOpaque: boolean
  /** Of the upper left corner, `#rrggbb`; null for a picture with a palette. */
  readonly corner: string | null
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const withAlpha = [4, 6]

/** null for what is no PNG. */
export function readPng(bytes: Buffer): Picture | null {
  if (!bytes.subarray(0, 8).equals(signature) || bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  const colorType = bytes[25] ?? 0
  const hasTransparency = chunksOf(bytes).some(({ type }) => type === 'tRNS')
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    isOpaque: !withAlpha.includes(colorType) && !hasTransparency,
    corner: colorType === 2 ? cornerOf(bytes) : null,
  }
}

/** The first row has nothing above and the first pixel nothing before it: no filter changes its bytes. */
function cornerOf(bytes: Buffer): string {
  const data = chunksOf(bytes).filter(({ type }) => type === 'IDAT')
  const pixels = inflateSync(Buffer.concat(data.map((chunk) => chunk.data)))
  return `#${pixels.toString('hex', 1, 4)}`
}

function chunksOf(bytes: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = []
  let start = 8
  while (start + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(start)
    chunks.push({
      type: bytes.toString('latin1', start + 4, start + 8),
      data: bytes.subarray(start + 8, start + 8 + length),
    })
    start += length + 12
  }
  return chunks
}
