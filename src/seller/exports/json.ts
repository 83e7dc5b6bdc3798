/**
 * JSON for other programs: one array, stable English keys, codes instead of words, instants in UTC, money
 * both as an integer of minor units and as decimal text, so that nobody has to divide.
 */
import { toDecimal } from '../../commerce/money.ts';
import { isMoney, type Table, type Value } from './table.ts';

export async function* jsonOf(table: Table): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let separator = '[\n';
  for await (const row of table.rows) {
    const record = Object.fromEntries(table.columns.map((column, index) => [column.key, jsonValue(row[index] ?? null)]));
    yield encoder.encode(separator + JSON.stringify(record));
    separator = ',\n';
  }
  yield encoder.encode(separator === '[\n' ? '[]\n' : '\n]\n');
}

function jsonValue(value: Value): unknown {
  return isMoney(value) ? { minor: value.minor, decimal: toDecimal(value.minor, value.currency) } : value;
}
