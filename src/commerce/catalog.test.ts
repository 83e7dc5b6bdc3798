import { describe, expect, it } from 'vitest';
import { detailOf, missingOptions, optionValue, possibleValues, productOf, variantById, variantOf, variantsLeft } from './catalog.ts';
import { aCatalog, aProduct, gorra, polo } from './test-shop.ts';

const catalog = aCatalog();
const labels = (values: readonly { readonly label: string }[]): string[] => values.map((value) => value.label);

describe('from what a customer named to a variant', () => {
  it('a polo is one variant only when colour and size are known', () => {
    expect(variantOf(polo, { color: 'rojo' })).toBeNull();
    expect(variantOf(polo, { color: 'rojo', talla: 'm' })?.id).toBe('polo/rojo/m');
    expect(variantOf(gorra, {})?.id).toBe('gorra');
  });
  it('the blue polo in L is not made', () => {
    expect(variantOf(polo, { color: 'azul', talla: 'l' })).toBeNull();
    expect(labels(possibleValues(polo, { color: 'azul' }, 'talla'))).toEqual(['S', 'M']);
    expect(labels(possibleValues(polo, { talla: 'l' }, 'color'))).toEqual(['Rojo']);
  });
  it('an answer that is being changed does not limit itself', () => {
    expect(labels(possibleValues(polo, { color: 'azul', talla: 's' }, 'color'))).toEqual(['Rojo', 'Azul']);
    expect(possibleValues(polo, {}, 'sabor')).toEqual([]);
  });
  it('a variant taken off sale leads nowhere', () => {
    const withoutRed = aProduct({
      ...polo,
      variants: polo.variants.map((variant) => ({ ...variant, active: variant.options.color !== 'rojo' })),
    });
    expect(labels(possibleValues(withoutRed, {}, 'color'))).toEqual(['Azul']);
    expect(variantsLeft(withoutRed, { color: 'rojo' })).toEqual([]);
  });
  it('is written as the customer reads it, in the order of the options', () => {
    expect(detailOf(polo, { talla: 'm', color: 'rojo' })).toBe('Rojo, M');
    expect(detailOf(polo, { talla: 'm' })).toBe('M');
    expect(detailOf(gorra, {})).toBe('');
    expect(optionValue(polo, 'color', 'rojo')?.label).toBe('Rojo');
    expect(optionValue(polo, 'color', 'verde')).toBeNull();
    expect(missingOptions(polo, { talla: 'm' }).map(({ id }) => id)).toEqual(['color']);
  });
});

describe('looking up', () => {
  it('finds products and variants by id, also those taken off sale', () => {
    expect(productOf(catalog, 'polo')).toBe(polo);
    expect(variantById(catalog, 'polo/rojo/m')?.product).toBe(polo);
    expect(productOf(aCatalog({ ...gorra, active: false }), 'gorra')?.active).toBe(false);
  });
  it('knows nothing of what another catalog sells', () => {
    expect(productOf(aCatalog(gorra), 'polo')).toBeNull();
    expect(variantById(aCatalog(gorra), 'polo/rojo/m')).toBeNull();
    expect(productOf(catalog, 'constructor')).toBeNull();
  });
});
