// Which rows of a long table are in the document: those that are seen, and some around them. Pure.

const AROUND = 12;

/**
 * @param count rows of the table
 * @param top pixels of rows above the part that is seen
 * @param height pixels of that part
 * @param row pixels of one row
 * @returns {{first: number, last: number, before: number, after: number}} the rows first to last - 1,
 *     and the pixels of those before and after
 */
export function rowsAround(count, top, height, row) {
  const first = Math.max(0, Math.min(count, Math.floor(top / row)) - AROUND);
  const last = Math.min(count, Math.ceil((top + height) / row) + AROUND);
  return { first, last, before: first * row, after: (count - last) * row };
}
