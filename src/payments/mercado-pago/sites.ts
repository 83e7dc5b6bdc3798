/** The countries Mercado Pago works in, by its own name for each ("site"): whose money it takes there. */
import type { Currency } from '../../commerce/money.ts';

export const SITES: ReadonlyMap<string, { readonly country: string; readonly currency: Currency }> = new Map([
  ['MLA', { country: 'AR', currency: 'ARS' }],
  ['MLB', { country: 'BR', currency: 'BRL' }],
  ['MLC', { country: 'CL', currency: 'CLP' }],
  ['MCO', { country: 'CO', currency: 'COP' }],
  ['MLM', { country: 'MX', currency: 'MXN' }],
  ['MPE', { country: 'PE', currency: 'PEN' }],
  ['MLU', { country: 'UY', currency: 'UYU' }],
]);
