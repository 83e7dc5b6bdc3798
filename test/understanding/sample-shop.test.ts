/**
 * What customers wrote to the sample shop while it was asking something else, or nothing, and what it means:
 * answers that nobody asked for, commands where any text would be an answer, a product that lies on the table.
 */
import { expect, test } from 'vitest';
import type { CartLine } from '../../src/commerce/cart.ts';
import type { Language } from '../../src/commerce/catalog.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import type { Command, NewLine, SlotName } from '../../src/conversation/commands.ts';
import { prepareVocabulary, understand } from '../../src/conversation/understanding/understand.ts';
import type { Pending } from '../../src/conversation/understanding/understanding.ts';
import { aLine, contextOf, type Situation } from './counter.ts';

const read = await readShopFiles(new URL('../..', import.meta.url).pathname, { texts: {}, flows: [] });
if (!read.ok) throw new Error('the sample shop has problems: npm run check names them');
const { shop, catalog, flows, words } = read.files;
const vocabulary = prepareVocabulary({ shop, catalog, promotions: [], flows, words });

function hears(text: string, { language = 'es', ...situation }: Said): readonly Command[] {
  return understand(text, { ...contextOf(situation), shop, vocabulary, language }).commands;
}

interface Said extends Situation {
  readonly language?: Language;
}

const blackPoloOnTheTable: Pending = { slot: 'items', productId: 'polo', options: { color: 'negro' } };
const redPolo: CartLine = aLine({ productId: 'polo', options: { color: 'rojo', talla: 'm' } });
const poloWithoutSize: CartLine = aLine({ productId: 'polo', options: { color: 'rojo' } });
const poloWithoutNumber: CartLine = aLine({ productId: 'polo', options: { color: 'rojo' }, qty: null });
const blackCap: CartLine = aLine({ productId: 'gorra', options: { color: 'negro' } });
const jacket: CartLine = aLine({ productId: 'casaca', options: { talla: 's' } });
const fourTotes: CartLine = aLine({ productId: 'tote', qty: 4 });
const greySocks: CartLine = aLine({ productId: 'medias', options: { color: 'gris' } });

function add(productId: string, qty: number | null, options: NewLine['options'] = {}, personal?: string): Command {
  return { do: 'add', line: { productId, options, qty, ...(personal === undefined ? {} : { personal }) } };
}

function say(slot: SlotName, text: string): Command {
  return { do: 'answer', slot, value: { type: 'text', text } };
}

const home: Command = { do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } };
const pickup: Command = { do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'pickup' } };
const link: Command = { do: 'answer', slot: 'payment.method', value: { type: 'payment', method: 'link' } };
const cash: Command = { do: 'answer', slot: 'payment.method', value: { type: 'payment', method: 'cash' } };

const written: readonly (readonly [string, Said, readonly Command[]])[] = [
  [
    'quiero 2 polos rojos M envío a Surco Av Caminos del Inca 123 a nombre de Ana Quispe 987654321 pago con link',
    {},
    [
      add('polo', 2, { color: 'rojo', talla: 'm' }),
      home,
      say('delivery.district', 'Santiago de Surco'),
      say('delivery.address', 'Av Caminos del Inca 123'),
      say('contact.name', 'Ana Quispe'),
      say('contact.phone', '987654321'),
      link,
    ],
  ],
  [
    'Av. Caminos del Inca 1234',
    { pending: { slot: 'delivery.address' }, cart: [redPolo] },
    [say('delivery.address', 'Av. Caminos del Inca 1234')],
  ],
  ['Carlos', { pending: { slot: 'contact.name' }, cart: [redPolo] }, [say('contact.name', 'Carlos')]],
  [
    'cambia las medias por mostaza',
    { pending: { slot: 'items' }, cart: [fourTotes, greySocks] },
    [{ do: 'set', line: { lineId: 'medias' }, options: { color: 'mostaza' } }],
  ],
  ['envío a Ate', { pending: { slot: 'delivery.kind' }, cart: [redPolo] }, [home, say('delivery.district', 'Ate')]],
  [
    'Calle Berlín 123',
    { pending: { slot: 'delivery.address' }, cart: [redPolo], language: 'pt' },
    [say('delivery.address', 'Calle Berlín 123')],
  ],
  ['quiero una casaca talla S con nombre Valentina Fernández García', {}, [add('casaca', 1, { talla: 's' }, 'Valentina Fernández García')]],
  ['no tengo celular', { pending: { slot: 'contact.phone' }, cart: [redPolo] }, [{ do: 'deny' }]],
  ['y en L?', { pending: { slot: 'items', productId: 'polo' } }, [{ do: 'tell-stock', productId: 'polo', options: { talla: 'l' } }]],
  ['dame 2', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', 2)]],
  ['y a surco?', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'tell-shipping', district: 'Santiago de Surco' }]],
  [
    'grey M please',
    { pending: { slot: 'items', productId: 'polera' }, language: 'en' },
    [add('polera', null, { color: 'plomo', talla: 'm' })],
  ],
  ['sin bordado', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket] }, [{ do: 'skip' }]],
  [
    'Av. Caminos del Inca 1234, dpto. 301, frente al parque',
    { pending: { slot: 'delivery.address' }, cart: [redPolo] },
    [say('delivery.address', 'Av. Caminos del Inca 1234, dpto. 301, frente al parque')],
  ],
  ['por mayor', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'start-flow', flow: 'wholesale' }]],
  ['al por mayor', {}, [{ do: 'start-flow', flow: 'wholesale' }]],
  ['a domicilio', { pending: { slot: 'line.option', lineId: 'polo', option: 'talla' }, cart: [poloWithoutSize] }, [home]],
  ['envío', { pending: { slot: 'delivery.district' }, cart: [redPolo] }, [home]],
  ['delivery', { cart: [redPolo], language: 'en' }, [home]],
  [
    'SJL',
    { pending: { slot: 'line.option', lineId: 'polo', option: 'talla' }, cart: [poloWithoutSize] },
    [home, say('delivery.district', 'San Juan de Lurigancho')],
  ],
  [
    'Lince',
    { pending: { slot: 'line.option', lineId: 'polo', option: 'talla' }, cart: [poloWithoutSize] },
    [home, say('delivery.district', 'Lince')],
  ],
  ['efectivo', { pending: { slot: 'delivery.address' }, cart: [redPolo] }, [cash]],
  ['que diga Sofi', { pending: { slot: 'items', productId: 'casaca' } }, [add('casaca', null, {}, 'Sofi')]],
  [
    'cuánto sería con envío a la Molina?',
    { pending: { slot: 'items' }, cart: [redPolo] },
    [{ do: 'tell-shipping', district: 'La Molina' }],
  ],
  ['dale, dos', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', 2)]],
  ['dos', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', 2)]],
  ['cerramos', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'checkout' }]],
  ['cerrar nomás', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'checkout' }]],
  ['buenas, qué pena, me regala 2 medias mostaza por favor', {}, [{ do: 'greet' }, add('medias', 2, { color: 'mostaza' })]],
  ['987654321', { pending: { slot: 'items' }, cart: [redPolo] }, [say('contact.phone', '987654321')]],
  ['987654321', { pending: { slot: 'delivery.address' }, cart: [redPolo] }, [say('contact.phone', '987654321')]],
  ['gracias', { pending: { slot: 'contact.name' }, cart: [redPolo] }, [{ do: 'thanks' }]],
  ['nada', { pending: { slot: 'contact.name' }, cart: [redPolo] }, [{ do: 'skip' }]],
  ['obrigada', { pending: { slot: 'delivery.district' }, cart: [redPolo], language: 'pt' }, [{ do: 'thanks' }]],
  ['quero um azul', { pending: { slot: 'delivery.district' }, cart: [blackCap], language: 'pt' }, [add('gorra', 1, { color: 'azul' })]],
  ['fechar', { pending: { slot: 'delivery.district' }, cart: [blackCap], language: 'pt' }, [{ do: 'checkout' }]],
  ['dinheiro', { pending: { slot: 'delivery.district' }, cart: [blackCap], language: 'pt' }, [cash]],
  ["I'd rather pick it up", { pending: { slot: 'delivery.district' }, cart: [blackCap], language: 'en' }, [pickup]],
  ['card', { pending: { slot: 'delivery.district' }, cart: [blackCap], language: 'en' }, [link]],
  [
    'actually make it 2',
    { pending: { slot: 'delivery.district' }, cart: [blackCap], language: 'en' },
    [{ do: 'set', line: { lineId: 'gorra' }, qty: 2 }],
  ],
  ['link', { pending: { slot: 'delivery.district' }, cart: [blackCap] }, [link]],
  [
    'ponle nombre Lucía',
    { pending: { slot: 'delivery.district' }, cart: [jacket] },
    [{ do: 'set', line: { lineId: 'casaca' }, personal: 'Lucía' }],
  ],
  ['mejor envío', { pending: { slot: 'confirm' }, cart: [redPolo] }, [home]],
  ['mejor a Miraflores', { pending: { slot: 'confirm' }, cart: [redPolo] }, [home, say('delivery.district', 'Miraflores')]],
  ['Lince', { pending: { slot: 'confirm' }, cart: [redPolo] }, [home, say('delivery.district', 'Lince')]],
  ['agrega otro verde L', { pending: { slot: 'items' }, cart: [redPolo] }, [add('polo', 1, { color: 'verde', talla: 'l' })]],
  [
    'cambia el rojo por negro L',
    { pending: { slot: 'delivery.kind' }, cart: [redPolo] },
    [{ do: 'set', line: { lineId: 'polo' }, options: { color: 'negro', talla: 'l' } }],
  ],
  ['to my home', { pending: { slot: 'delivery.kind' }, cart: [redPolo], language: 'en' }, [home]],
  ['Miraflores', { pending: { slot: 'delivery.kind' }, cart: [redPolo] }, [home, say('delivery.district', 'Miraflores')]],
  ['no name', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket], language: 'en' }, [{ do: 'skip' }]],
  ['P com o nome Bia', { pending: { slot: 'items', productId: 'casaca' }, language: 'pt' }, [add('casaca', null, { talla: 's' }, 'Bia')]],
  ['with the name Tom', { pending: { slot: 'items', productId: 'casaca' }, language: 'en' }, [add('casaca', null, {}, 'Tom')]],
  ['envío a Miraflores', { pending: { slot: 'delivery.kind' }, cart: [redPolo] }, [home, say('delivery.district', 'Miraflores')]],
  [
    'M',
    { pending: { slot: 'line.qty', lineId: 'polo' }, cart: [poloWithoutNumber] },
    [{ do: 'set', line: { lineId: 'polo' }, options: { talla: 'm' } }],
  ],
  ['cerrar', { pending: { slot: 'delivery.kind' }, cart: [redPolo] }, [{ do: 'checkout' }]],
  ['nada más', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'checkout' }]],
  ['así nomás', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'checkout' }]],
  ['vacía todo', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'empty-cart' }]],
  ['sin nombre', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket] }, [{ do: 'skip' }]],
  ['cerrá el pedido', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket] }, [{ do: 'checkout' }]],
  ['fechar o pedido', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket], language: 'pt' }, [{ do: 'checkout' }]],
  ['entrega', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket], language: 'pt' }, [home]],
  ['Barranco', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket] }, [home, say('delivery.district', 'Barranco')]],
  ['La Molina', { pending: { slot: 'line.personal', lineId: 'casaca' }, cart: [jacket] }, [home, say('delivery.district', 'La Molina')]],
  ['una docena de medias grises', { pending: { slot: 'items' } }, [add('medias', 12, { color: 'gris' })]],
  ['quiero medio polo', {}, [{ do: 'quantity-out-of-range', productId: 'polo', qty: 0.5 }]],
  ['español por favor', {}, [{ do: 'speak', language: 'es' }]],
  ['em português, por favor', { language: 'pt' }, [{ do: 'speak', language: 'pt' }]],
  [
    'boa tarde! queria 2 polos brancos tamanho L, por favor',
    { language: 'pt' },
    [{ do: 'greet' }, add('polo', 2, { color: 'blanco', talla: 'l' })],
  ],
  ['cuánto demora?', { pending: { slot: 'items', productId: 'casaca' } }, [{ do: 'show-product', productId: 'casaca' }]],
  ['necesito regalo para bebé de 4 meses', {}, [{ do: 'not-in-catalog', words: 'regalo' }]],
  ['mejor 3', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'set', line: { lineId: 'polo' }, qty: 3 }]],
  [
    'can I change the size to XL?',
    { pending: { slot: 'confirm' }, cart: [blackCap], language: 'en' },
    [{ do: 'not-in-catalog', words: 'Gorra de algodón XL' }],
  ],
  ['Cusco', { pending: { slot: 'delivery.district' }, cart: [redPolo], language: 'pt' }, [say('delivery.district', 'Cusco')]],
  ['me equivoqué de talla', {}, [{ do: 'change-something' }]],
  ['todavía no pagué, puedo pagar mañana?', {}, [{ do: 'tell-payment' }]],
  ['hablar con Rosa', {}, [{ do: 'person' }]],
  [
    '¿manejan playeras blancas talla mediana? quiero 3',
    {},
    [{ do: 'tell-stock', productId: 'polo', options: { color: 'blanco', talla: 'm' } }, add('polo', 3, { color: 'blanco', talla: 'm' })],
  ],
  ['mejor sí', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'confirm' }]],
  ['solo miraba', { pending: { slot: 'items' } }, [{ do: 'thanks' }]],
  ['¿es algodón?', { pending: { slot: 'delivery.address' }, cart: [redPolo] }, [{ do: 'show-product', productId: 'polo' }]],
  ['¿y si no me queda?', { pending: { slot: 'items' }, cart: [redPolo] }, [{ do: 'tell-policy', policy: 'cambios' }]],
  ['quiero', {}, [{ do: 'show-catalog' }]],
  ['quiero comprar', {}, [{ do: 'show-catalog' }]],
  ['quiero hacer un pedido', {}, [{ do: 'show-catalog' }]],
  ['qué bonitas cosas', { pending: { slot: 'items' } }, [{ do: 'thanks' }]],
  ['polos grises', {}, [{ do: 'not-in-catalog', words: 'Polo de algodón pima grises' }]],
  ['poleras grises M', {}, [add('polera', null, { color: 'plomo', talla: 'm' })]],
  [
    'cuánto sale el envío a Surco',
    { pending: { slot: 'delivery.kind' }, cart: [redPolo] },
    [{ do: 'tell-shipping', district: 'Santiago de Surco' }],
  ],
  ['kiero 2 polos rogos talla m y una gorra, no mejor 3 polos', {}, [add('polo', 3, { color: 'rojo', talla: 'm' }), add('gorra', 1)]],
  ['la quiero', { pending: { slot: 'items', productId: 'casaca' } }, [add('casaca', null)]],
  ['rojo', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', null, { color: 'rojo' })]],
  ['L', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', null, { talla: 'l' })]],
  ['la L', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', null, { talla: 'l' })]],
  ['la L', { pending: blackPoloOnTheTable }, [add('polo', null, { color: 'negro', talla: 'l' })]],
  ['L', { pending: blackPoloOnTheTable }, [add('polo', null, { color: 'negro', talla: 'l' })]],
  ['dame 2', { pending: blackPoloOnTheTable }, [add('polo', 2, { color: 'negro' })]],
  ['rojo L', { pending: blackPoloOnTheTable }, [add('polo', null, { color: 'rojo', talla: 'l' })]],
  ['rojo M', { pending: { slot: 'items', productId: 'polo' } }, [add('polo', null, { color: 'rojo', talla: 'm' })]],
  [
    'change the cap to black',
    { pending: { slot: 'items' }, cart: [blackCap], language: 'en' },
    [{ do: 'set', line: { lineId: 'gorra' }, options: { color: 'negro' } }],
  ],
  ['my number is 987 654 321', { pending: { slot: 'items' }, cart: [blackCap], language: 'en' }, [say('contact.phone', '987654321')]],
];

test.each(written)('%s', (text, situation, commands) => {
  expect(hears(text, situation)).toEqual(commands);
});

// "presta" is a letter away from "preta", and a colour that is not wanted takes its line away.
test.each([
  ['pt', 'isso não presta'],
  ['pt', 'seu idiota, isso não presta'],
  ['pt', 'isso é uma porcaria'],
  ['pt', 'você não serve pra nada'],
  ['es', 'esta porquería no vale nada'],
  ['en', 'this is no good'],
] as const)('%s: who is angry, "%s", keeps her cart', (language, text) => {
  const commands = hears(text, { language, cart: [redPolo] });
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) expect(['complain', 'refuse']).toContain(command.do);
});

// What is sold has one name, in the seller's language; whoever writes in another one names it otherwise.
test.each([
  ['pt', 'quero 2 camisetas', add('polo', 2)],
  ['pt', 'quero um moletom verde', add('polera', 1, { color: 'verde' })],
  ['pt', 'quero uma jaqueta jeans', add('casaca', 1)],
  ['pt', 'quero 3 meias cinza', add('medias', 3, { color: 'gris' })],
  ['pt', 'me vê um boné preto', add('gorra', 1, { color: 'negro' })],
  ['pt', 'uma sacola por favor', add('tote', 1)],
  ['pt', 'quero um lenço', add('panuelo', 1)],
  ['pt', 'quero um macacão de bebê', add('body', 1)],
  ['en', '2 red tees size L', add('polo', 2, { color: 'rojo', talla: 'l' })],
  ['en', 'a grey hoodie in M', add('polera', 1, { color: 'plomo', talla: 'm' })],
  ['en', 'a denim jacket size S', add('casaca', 1, { talla: 's' })],
  ['en', 'I want 2 tote bags', add('tote', 2)],
  ['en', '3 pairs of gray socks', add('medias', 3, { color: 'gris' })],
  ['en', 'one black cap', add('gorra', 1, { color: 'negro' })],
  ['en', 'two scarves', add('panuelo', 2)],
  ['en', 'a onesie for a newborn', add('body', 1, { talla: '0-3-meses' })],
] as const)('%s: %s', (language, text, command) => {
  expect(hears(text, { language })).toEqual([command]);
});
