/** Reads a small dataset whole; large ones are walked row by row instead. */

export async function allRows<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const read: Row[] = []
  for await (const row of rows) read.push(row)
  return read
}
