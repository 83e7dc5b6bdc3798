/** What can be exported: which lists, in which formats, and of which time. */

/** The lists that can be exported. */
export const EXPORT_LISTS = [
  'orders',
  'prepare',
  'slips',
  'route',
  'accounting',
  'payments',
  'cash',
  'debts',
  'stock-low',
  'movements',
  'customers',
  'best-sellers',
  'carts',
  'demand',
] as const;
export type ExportList = (typeof EXPORT_LISTS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Local dates `YYYY-MM-DD` of the shop, both inclusive; a missing end is open. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}
