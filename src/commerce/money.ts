/**
 * Money: integers in minor units, one exponent table, one rounding rule.
 *
 * It is our own because the libraries of the field take the exponent of a currency from ISO 4217,
 * which is wrong for the sellers of this project (Mercado Pago accepts no decimals in COP).
 */

/** A safe integer of minor units (céntimos, centavos; pesos where the currency has no decimals). */
export type Minor = number & { readonly __minor: unique symbol };

/** Decimals in use with each currency: those that Mercado Pago accepts, not those of ISO 4217. */
export const EXPONENTS = {
  ARS: 2,
  BOB: 2,
  BRL: 2,
  CLP: 0,
  COP: 0,
  MXN: 2,
  PEN: 2,
  PYG: 0,
  USD: 2,
  UYU: 2,
} as const;

export type Currency = keyof typeof EXPONENTS;
