/**
 * Every kind of mistake a seller can make in her files, one row each: what she did, in which file, and
 * the line and the problem she must be told. The line is given by what stands on it.
 */
import { describe, expect, test } from 'vitest';
import { rememberingReader } from './document.ts';
import { filesWith, GOOD_FILES, NEEDS, patched } from './good-files.ts';
import { type Problem, type ProblemCode, problemText } from './problem.ts';
import { checkSources } from './read-shop-files.ts';

const read = rememberingReader();

type Row = readonly [
  story: string,
  file: string,
  find: string,
  replace: string,
  what: ProblemCode,
  /** The problem must be on the first line that has this in it. */
  onLine: string,
];

const SHOP = 'catalog/shop.yaml';
const PRODUCTS = 'catalog/products.yaml';
const PROMOTIONS = 'catalog/promotions.yaml';
const FLOW = 'flows/tallas.yaml';
const ES = 'flows/texts/es.yaml';
const WORDS = 'flows/words/es.yaml';

const WRITING: readonly Row[] = [
  ['indented with a tab', SHOP, '  lunes: 10', '\tlunes: 10', 'yaml-tab', '\tlunes'],
  ['forgot to close a quote', SHOP, 'lema: Algodón', 'lema: "Algodón', 'yaml-quote', 'lema:'],
  ['forgot to close a bracket', SHOP, '[link, efectivo]', '[link, efectivo', 'yaml-bracket', '[link, efectivo'],
  ['a colon inside a text without quotes', SHOP, 'texto: Tienes 7', 'texto: Ojo: tienes 7', 'yaml-colon', 'Ojo'],
  ['a line indented too far', SHOP, 'lema: Alg', '  lema: Alg', 'yaml-colon', 'nombre: Retama'],
  ['a line indented less than its neighbours', SHOP, '  minutos_para_pagar', ' minutos_para_pagar', 'yaml-indent', ' minutos_para_pagar'],
  ['an item of a list indented less than its neighbours', SHOP, '    - 2026-12-25', '   - 2026-12-25', 'yaml-indent', '   - 2026-12-25'],
  ['a line that is no key', SHOP, 'pais: PE', 'pais PE', 'yaml-form', 'pais PE'],
  ['a text that begins with @', SHOP, 'Rosa, por este chat', '@retama', 'yaml-start', '@retama'],
  ['a second document in the file', SHOP, 'pago:', '---\npago:', 'yaml-two-documents', '---'],
  ['an anchor', SHOP, 'nombre: Retama', 'nombre: &tienda Retama', 'yaml-anchor', '&tienda'],
  ['an alias to nothing', SHOP, 'lema: Algodón hecho en Lima', 'lema: *nombre', 'yaml-anchor', '*nombre'],
  ['a tag of a program', SHOP, 'nombre: Retama', 'nombre: !!js/function Retama', 'yaml-tag', '!!js'],
  ['a merge key', SHOP, 'pago:\n', 'pago:\n  <<: { formas: [link] }\n', 'yaml-merge', '<<'],
  ['a key that means something to programs', SHOP, 'lema:', '__proto__: { x: 1 }\nlema:', 'yaml-forbidden-key', '__proto__'],
  ['constructor as a key', SHOP, 'lema:', 'constructor: x\nlema:', 'yaml-forbidden-key', 'constructor'],
  ['the same key twice', SHOP, 'lema:', 'nombre: Otra\nlema:', 'duplicate-key', 'nombre: Otra'],
  ['an empty file', WORDS, GOOD_FILES[WORDS] ?? '', '', 'expected-map', ''],
  ['brackets without end', SHOP, '[link, efectivo]', '['.repeat(2000), 'yaml-deep', '[['],
  ['levels without end', SHOP, 'lema: Algodón hecho en Lima', `lema: ${'['.repeat(40)}${']'.repeat(40)}`, 'yaml-deep', 'lema'],
];

const SHOP_ROWS: readonly Row[] = [
  ['a key that is mistyped', SHOP, 'moneda: PEN', 'monedas: PEN', 'unknown-key-nearest', 'monedas'],
  ['a key that nobody knows', SHOP, 'lema:', 'wifi: si\nlema:', 'unknown-key', 'wifi'],
  ['a key that is missing', SHOP, 'lema: Algodón hecho en Lima\n', '', 'missing-key', 'nombre: Retama'],
  [
    'a whole block missing',
    SHOP,
    'pedidos:\n  primer_numero: 1001\n  prefijo: RT-\n  maximo_por_producto: 50\n',
    '',
    'missing-key',
    'nombre: Retama',
  ],
  ['a whole block that is mistyped', SHOP, 'pedidos:', 'pedido:', 'unknown-key-nearest', 'pedido:'],
  ['a value left empty', SHOP, 'nombre: Retama', 'nombre:', 'empty', 'nombre:'],
  ['a list where a text goes', SHOP, 'nombre: Retama', 'nombre: [Retama]', 'expected-text', 'nombre:'],
  ['a text where a list goes', SHOP, 'formas: [link, efectivo]', 'formas: link', 'expected-list', 'formas'],
  ['a text where a block goes', SHOP, 'pago:\n  formas: [link, efectivo]\n  minutos_para_pagar: 60', 'pago: link', 'expected-map', 'pago:'],
  ['a name too long', SHOP, 'nombre: Retama', `nombre: ${'Retama '.repeat(20)}`, 'too-long', 'nombre:'],
  ['a country by its name', SHOP, 'pais: PE', 'pais: Perú', 'bad-country', 'pais:'],
  ['a currency that is mistyped', SHOP, 'moneda: PEN', 'moneda: PENN', 'not-one-of-nearest', 'moneda'],
  ['a currency that cannot be charged', SHOP, 'moneda: PEN', 'moneda: JPY', 'not-one-of', 'moneda'],
  ['a time zone that is none', SHOP, 'America/Lima', 'America/Lina', 'bad-time-zone', 'zona_horaria'],
  ['a weekday that is none', SHOP, '  lunes: 10', '  lunez: 10', 'unknown-key-nearest', 'lunez'],
  ['hours in words', SHOP, 'lunes: 10:00-19:00', 'lunes: de 10 a 7', 'bad-hours', 'lunes'],
  ['hours that end before they begin', SHOP, 'lunes: 10:00-19:00', 'lunes: 19:00-10:00', 'hours-backwards', 'lunes'],
  ['a shop that never opens', SHOP, '  lunes: 10:00-19:00\n  sábado: 10:00 a 14:00\n', '', 'never-open', 'horario'],
  ['an hour that does not exist', SHOP, 'hora_de_corte: 14:00', 'hora_de_corte: 25:00', 'bad-hour', 'hora_de_corte'],
  ['a way to pay that is none', SHOP, '[link, efectivo]', '[link, trueque]', 'not-one-of', 'formas'],
  ['no way to pay', SHOP, '[link, efectivo]', '[]', 'empty-list', 'formas'],
  ['minutes that nobody can pay in', SHOP, 'minutos_para_pagar: 60', 'minutos_para_pagar: 1', 'out-of-range', 'minutos_para_pagar'],
  ['a first number in words', SHOP, 'primer_numero: 1001', 'primer_numero: mil', 'bad-whole-number', 'primer_numero'],
  ['a prefix with spaces', SHOP, 'prefijo: RT-', 'prefijo: mi pedido', 'bad-prefix', 'prefijo'],
  ['a date written the other way round', SHOP, '2026-12-25', '25/12/2026', 'bad-date', '25/12/2026'],
  ['a date that does not exist', SHOP, '2026-12-25', '2026-02-29', 'bad-date', '2026-02-29'],
  ['a closed date twice', SHOP, '    - 2026-12-25', '    - 2026-12-25\n    - 2026-12-25  # otra', 'repeated', '# otra'],
  ['a fee with a comma', SHOP, 'costo: 8.00', 'costo: 8,00', 'money-comma', 'costo: 8,00'],
  ['a fee with its currency', SHOP, 'costo: 8.00', 'costo: S/ 8.00', 'money-symbol', 'S/'],
  ['a zone with no district in its list', SHOP, '[Comas]', '[]', 'empty-list', 'distritos: []'],
  ['a zone that is nowhere', SHOP, '      distritos: [Barranco, Santiago de Surco / Surco]\n', '', 'zone-nowhere', '- id: cerca'],
  [
    'a postal code of another country',
    SHOP,
    '      distritos: [Comas]',
    '      codigos_postales: [C1043AAZ]',
    'bad-postal-rule',
    'codigos_postales',
  ],
  [
    'postal codes from the last to the first',
    SHOP,
    '      distritos: [Comas]',
    '      codigos_postales: [15329 a 15320]',
    'postal-backwards',
    'codigos_postales',
  ],
  ['a point with commas for decimals', SHOP, 'centro: -12.1464, -77.0217', 'centro: -12,1464 -77,0217', 'bad-point', 'centro'],
  ['a radius in words', SHOP, 'km: 5', 'km: cinco', 'bad-km', 'km: cinco'],
  ['a polygon of two corners', SHOP, '        - -12.1700, -77.0100\n', '', 'too-few-corners', 'poligono'],
  ['slots that overlap', SHOP, 'de: 15:00', 'de: 12:00', 'slots-overlap', 'de: 12:00'],
  ['kilometres from nowhere', SHOP, '  origen: -12.1464, -77.0217\n', '', 'km-without-origin', 'costo_por_km'],
  [
    'kilometres to a district',
    SHOP,
    '      distritos: [Comas]',
    '      costo_por_km: 1.00\n      distritos: [Comas]',
    'km-without-pin',
    'costo_por_km: 1.00',
  ],
  ['a district in two zones, by its other name', SHOP, '[Comas]', '[Comas, surco]', 'district-twice', '[Comas, surco]'],
  ['a district twice in one zone', SHOP, '[Comas]', '[Comas, comas]', 'repeated', '[Comas, comas]'],
  ['two zones of one name', SHOP, 'nombre: Lejos', 'nombre: Cerca', 'repeated', 'nombre: Cerca\n'],
  ['a zone on a day that is none', SHOP, 'dias: [martes]', 'dias: [feriado]', 'not-one-of', 'dias: [feriado]'],
  ['a policy with a name that is no id', SHOP, 'id: cambios', 'id: Cambios y más', 'bad-id', 'Cambios y más'],
  ['two policies of one id', SHOP, 'politicas:\n', 'politicas:\n  - { id: cambios, titulo: A, texto: B }\n', 'repeated', '- id: cambios'],
];

const PRODUCT_ROWS: readonly Row[] = [
  ['a price with a comma', PRODUCTS, 'precio: 45.00', 'precio: 45,5', 'money-comma', '45,5'],
  ['a price with three decimals', PRODUCTS, 'precio: 45.00', 'precio: 45.555', 'money-decimals', '45.555'],
  ['a price in words', PRODUCTS, 'precio: 45.00', 'precio: barato', 'bad-money', 'barato'],
  ['a negative price', PRODUCTS, 'precio: 45.00', 'precio: -45.00', 'bad-money', '-45'],
  ['a price of zero', PRODUCTS, 'precio: 45.00', 'precio: 0.00', 'money-zero', 'precio: 0.00'],
  ['a price with zeros to spare', PRODUCTS, 'precio: 45.00', 'precio: 4500000000.00', 'money-too-large', '4500000000'],
  ['a product without a price', PRODUCTS, '    precio: 29.00\n', '', 'missing-key', '- id: tote'],
  ['a category that is mistyped', PRODUCTS, 'categoria: ropa', 'categoria: ropas', 'unknown-category-nearest', 'categoria: ropas'],
  ['a category that is none', PRODUCTS, 'categoria: ropa', 'categoria: juguetes', 'unknown-category', 'juguetes'],
  ['a category with a name that is no id', PRODUCTS, '  ropa: Ropa', '  ropa: Ropa\n  Ropa linda: Linda', 'bad-id', 'Ropa linda'],
  ['an id with capitals', PRODUCTS, 'id: tote', 'id: Bolsa Tote', 'bad-id', 'Bolsa Tote'],
  ['an id twice', PRODUCTS, 'id: tote', 'id: polo', 'repeated-at', '- id: polo\n    nombre: Bolsa'],
  ['a name twice', PRODUCTS, 'nombre: Bolsa tote', 'nombre: Polo de algodon', 'repeated-at', 'Polo de algodon'],
  ['a picture that is not there', PRODUCTS, 'imagen: polo.png', 'imagen: vestido-largo.svg', 'image-missing', 'vestido-largo.svg'],
  ['a picture that is mistyped', PRODUCTS, 'imagen: polo.png', 'imagen: pollo.svg', 'image-missing-nearest', 'pollo.svg'],
  ['a picture outside its folder', PRODUCTS, 'imagen: polo.png', 'imagen: ../../etc/passwd', 'bad-image-name', 'passwd'],
  ['a picture without words', PRODUCTS, '    imagen_descripcion: Un polo rojo.\n', '', 'image-without-words', 'imagen: polo.png'],
  ['a colour that is only a drawing', PRODUCTS, 'negro]', '🖤]', 'bad-value', '🖤'],
  ['one word for two colours', PRODUCTS, 'negro]', 'negro / rojo]', 'value-twice', 'negro / rojo'],
  ['stock of a colour that does not exist', PRODUCTS, '      negro: {', '      morado: {', 'stock-unknown-value', 'morado'],
  ['stock of a colour that is mistyped', PRODUCTS, '      negro: {', '      nego: {', 'stock-unknown-value-nearest', 'nego:'],
  ['stock of a size that does not exist', PRODUCTS, 'S: 6, M: 4', 'S: 6, XXL: 4', 'stock-unknown-value', 'XXL'],
  ['a colour without stock', PRODUCTS, '      negro: { S: 2, M: agotado, L: sin contar }\n', '', 'value-never-sold', 'stock:'],
  ['one number for many sizes', PRODUCTS, '{ S: 6, M: 4, L: 3 }', '13', 'stock-needs-table', 'rojo:  13'],
  ['a stock table where there are no options', PRODUCTS, 'stock: 12', 'stock: { rojo: 12 }', 'stock-too-deep', '{ rojo: 12 }'],
  ['a stock that is no number', PRODUCTS, 'stock: 12', 'stock: pocos', 'bad-stock', 'pocos'],
  ['half a piece of stock', PRODUCTS, 'stock: 12', 'stock: 12.5', 'bad-stock', '12.5'],
  ['a negative stock', PRODUCTS, 'stock: 12', 'stock: -1', 'bad-stock', 'stock: -1'],
  ['no stock at all', PRODUCTS, '    stock: 12\n', '', 'missing-key', '- id: tote'],
  [
    'stock of something made to order',
    PRODUCTS,
    'dias_de_encargo: 5',
    'dias_de_encargo: 5\n    stock: 3',
    'stock-of-made-to-order',
    'stock: 3\n',
  ],
  [
    'a capacity per day of what lies on a shelf',
    PRODUCTS,
    'maximo_por_pedido: 10',
    'maximo_por_pedido: 10\n    cupo_por_dia: 4',
    'capacity-of-stock',
    'cupo_por_dia: 4',
  ],
  [
    'units kept back of what is made to order',
    PRODUCTS,
    'cupo_por_dia: 4',
    'cupo_por_dia: 4\n    vender_sin_stock: 77',
    'stock-of-made-to-order',
    'vender_sin_stock: 77',
  ],
  ['a state until which nobody cancels', SHOP, 'prefijo: RT-', 'prefijo: RT-\n  cancelar_hasta: entregado', 'not-one-of', 'entregado'],
  ['a price for a size that does not exist', PRODUCTS, '      L: 49.00', '      XXL: 49.00', 'price-of-unknown-value', 'XXL: 49'],
  ['prices by size and by colour', PRODUCTS, '      L: 49.00', '      L: 49.00\n      rojo: 50.00', 'prices-of-two-options', 'rojo: 50.00'],
  ['a yes that is neither yes nor no', PRODUCTS, 'a_la_venta: sí', 'a_la_venta: quizás', 'not-one-of', 'quizás'],
  ['an example longer than what may be embroidered', PRODUCTS, 'ejemplo: Lucía', 'ejemplo: Lucía Fernanda', 'too-long', 'Lucía Fernanda'],
  [
    'no product at all',
    PRODUCTS,
    (GOOD_FILES[PRODUCTS] ?? '').slice((GOOD_FILES[PRODUCTS] ?? '').indexOf('productos:')),
    'productos: []\n',
    'empty-list',
    'productos:',
  ],
  [
    'too many options',
    PRODUCTS,
    '      talla: [S, M, L]',
    '      talla: [S, M, L]\n      a: [b]\n      c: [d]\n      e: [f]',
    'too-many',
    'opciones:',
  ],
];

const FLOW_ROWS: readonly Row[] = [
  ['a step that is mistyped', FLOW, '- say: tallas.intro', '- sayy: tallas.intro', 'step-kind-nearest', 'sayy'],
  ['a flow with another name than its file', FLOW, 'flow: tallas', 'flow: guia', 'flow-not-file', 'flow: guia'],
  [
    'a step that does two things',
    FLOW,
    '  - say: tallas.intro',
    '  - say: tallas.intro\n    do: show-cart',
    'step-two-kinds',
    '- say: tallas.intro',
  ],
  ['a word that is no step', FLOW, '  - end', '  - fin', 'step-unreadable', '- fin'],
  ['an action that is mistyped', 'flows/checkout.yaml', 'do: place-order', 'do: place-orders', 'not-one-of-nearest', 'place-orders'],
  ['an action that does not exist', 'flows/checkout.yaml', 'do: place-order', 'do: fly', 'not-one-of', 'fly'],
  ['a condition that does not exist', FLOW, 'when: cart-empty', 'when: raining-outside', 'not-one-of', 'raining'],
  ['a condition as an expression', FLOW, 'when: cart-empty', 'when: cart.total > 10', 'not-one-of', 'cart.total'],
  ['a slot type that does not exist', FLOW, 'type: phone', 'type: phon', 'not-one-of-nearest', 'type: phon'],
  ['a go to a step that does not exist', FLOW, 'go: despedida', 'go: salida', 'target-missing', 'go: salida'],
  ['a go to a step that is mistyped', FLOW, 'go: despedida', 'go: despedia', 'target-missing-nearest', 'despedia'],
  ['an option to a flow that does not exist', FLOW, 'flow:checkout', 'flow:chekout', 'target-missing-nearest', 'chekout'],
  ['a space after flow:', FLOW, 'go: flow:checkout', 'go: "flow: checkout"', 'bad-target', '"flow: checkout"'],
  ['a step that nothing leads to', FLOW, '  - end', '  - end\n  - say: tallas.bye', 'step-unreachable', '- say: tallas.bye\n'],
  [
    'a flow that never ends',
    FLOW,
    '    say: tallas.bye\n  - end',
    '    choose: tallas.menu\n    options:\n      - { id: a, text: tallas.polo, go: despedida }',
    'flow-never-ends',
    '- id: polos',
  ],
  ['a flow that goes round in circles', FLOW, '  - end', '  - { when: cart-empty, then: despedida }', 'flow-in-circles', '- id: despedida'],
  ['two steps of one id', FLOW, '- say: tallas.intro', '- id: menu\n    say: tallas.intro', 'repeated', '- id: menu\n    choose'],
  ['two options of one id', FLOW, 'id: otra', 'id: polo', 'repeated', 'tallas.other'],
  ['a question without a text', FLOW, '    text: tallas.phone\n', '', 'missing-key', '- id: polos'],
  [
    'a menu without options',
    FLOW,
    / {4}options:[\s\S]*?flow:checkout \}\n/.exec(GOOD_FILES[FLOW] ?? '')?.[0] ?? '',
    '',
    'missing-key',
    '- id: menu',
  ],
  ['a phrase that starts two flows', FLOW, 'starts: [guía de tallas]', 'starts: [guía de tallas, Pagar YA]', 'start-taken', 'starts:'],
  ['a text without a key', FLOW, 'say: tallas.intro', 'say: Te ayudo con tu talla', 'bad-text-key', 'Te ayudo'],
  ['an answer with a name of two words', FLOW, 'ask: telefono', 'ask: mi telefono', 'bad-slot', 'mi telefono'],
  [
    'a flow without steps',
    'flows/checkout.yaml',
    'steps:\n  - do: ask-missing\n  - do: place-order\n',
    'steps: []\n',
    'empty-list',
    'steps',
  ],
];

const TEXT_ROWS: readonly Row[] = [
  ['a text missing in one language', ES, '  bye: "Listo."\n', '', 'text-missing', 'tallas:'],
  ['a text of the program missing that has nothing to fill in', ES, 'thanks: "Gracias."\n', '', 'text-missing-plain', 'greeting:'],
  ['a text of the program missing', ES, '  total: "Llevas {count} cosas. Total: {total}"\n', '  otro: x\n', 'text-missing', 'cart:'],
  ['a placeholder that is mistyped', ES, '*{shop}*', '*{shopp}*', 'unknown-placeholder-nearest', '{shopp}'],
  ['a placeholder that nobody fills', ES, '*{shop}*', '*{shop}* {telefono}', 'unknown-placeholder', '{telefono}'],
  ['a placeholder that another language has', ES, ' {count} cosas', ' cosas', 'placeholder-missing', 'Llevas cosas'],
  ['a placeholder with a space', ES, '{total}', '{ total }', 'bad-placeholder', '{ total }'],
  ['a placeholder in a text with nothing to fill in', ES, '"Gracias."', '"Gracias {nombre}."', 'no-placeholders', '{nombre}'],
  ['a brace that is not closed', ES, '{total}', '{total', 'bad-placeholder', '{total"'],
  ['a text left empty', ES, 'bye: "Listo."', 'bye: ""', 'empty', 'bye:'],
  ['a text too long for a message', ES, 'bye: "Listo."', `bye: "${'Listo '.repeat(300)}"`, 'too-long', 'bye:'],
  ['a key with capitals', ES, '  bye:', '  Bye:', 'bad-text-key', 'Bye'],
];

const WORD_ROWS: readonly Row[] = [
  ['a list of words that is mistyped', WORDS, 'fillers:', 'filers:', 'unknown-key-nearest', 'filers'],
  ['a kind of words that does not exist', WORDS, '  want:', '  wants:', 'unknown-key-nearest', 'wants'],
  ['a number word without a number', WORDS, 'dos: 2', 'dos: two', 'bad-whole-number', 'two'],
  ['a word where a list goes', WORDS, '[quiero]', 'quiero', 'expected-list', 'want: quiero'],
  ['a part of the day missing', WORDS, '  noon: [mediodía]\n', '', 'missing-key', 'parts'],
];

const PROMOTION_ROWS: readonly Row[] = [
  ['a kind of promotion that is mistyped', PROMOTIONS, 'tipo: oferta', 'tipo: ofertas', 'not-one-of-nearest', 'ofertas'],
  ['a promotion without a name', PROMOTIONS, '    nombre: Semana de la bolsa\n', '', 'missing-key', '- id: bolsas'],
  ['a discount that does not say how much', PROMOTIONS, '    valor: 10 %\n', '', 'missing-key', '- id: verano'],
  ['a value in words', PROMOTIONS, 'valor: 20 %', 'valor: mucho', 'bad-promotion-value', 'mucho'],
  ['a percentage without its sign, where only one goes', PROMOTIONS, 'valor: 5.5 %', 'valor: 5', 'bad-percent', 'valor: 5'],
  ['more than everything', PROMOTIONS, 'valor: 5.5 %', 'valor: 120 %', 'out-of-range', '120 %'],
  ['take two, pay three', PROMOTIONS, 'valor: 3x2', 'valor: 2x3', 'bad-take-pay', '2x3'],
  ['a code that is too short', PROMOTIONS, 'cupon: VERANO10', 'cupon: V1', 'bad-coupon', 'V1'],
  [
    'a code that is there already, written otherwise',
    PROMOTIONS,
    '    tipo: oferta\n',
    '    tipo: oferta\n    cupon: verano-10\n',
    'repeated-at',
    'verano-10',
  ],
  ['two promotions of one id', PROMOTIONS, 'id: bolsas', 'id: verano', 'repeated-at', 'id: verano\n    nombre: Semana'],
  ['a product that is not sold', PROMOTIONS, '[tote]\n    activa: no', '[zapato]', 'unknown-product', 'zapato'],
  ['a product that is mistyped', PROMOTIONS, '[tote]\n    activa: no', '[toote]', 'unknown-product-nearest', 'toote'],
  ['a category that is not there', PROMOTIONS, '[ropa]', '[bebidas]', 'unknown-category', 'bebidas'],
  ['an end before the beginning', PROMOTIONS, 'hasta: 2027-02-28', 'hasta: 2026-02-28', 'dates-backwards', 'hasta'],
  ['a day that does not exist', PROMOTIONS, 'hasta: 2027-02-28', 'hasta: 2027-02-29', 'bad-date', 'hasta'],
  ['a minimum for an offer', PROMOTIONS, 'valor: 20 %\n', 'valor: 20 %\n    minimo: 50\n', 'promotion-not-with', 'minimo: 50'],
  ['a limit on an amount', PROMOTIONS, 'valor: 10 %', 'valor: 10', 'promotion-most-of-amount', 'maximo'],
  [
    'a way to pay that the shop does not take',
    PROMOTIONS,
    'forma_de_pago: efectivo\n    activa: no',
    'forma_de_pago: transferencia',
    'method-not-offered',
    'transferencia',
  ],
];

const ROWS = [...PROMOTION_ROWS, ...WRITING, ...SHOP_ROWS, ...PRODUCT_ROWS, ...FLOW_ROWS, ...TEXT_ROWS, ...WORD_ROWS];

function problemsOf(file: string, find: string, replace: string): readonly Problem[] {
  const result = checkSources(filesWith({ [file]: patched(file, find, replace) }), NEEDS, read);
  return result.ok ? [] : result.problems;
}

describe('a mistake in a file is told with its line', () => {
  test.each(ROWS)('%s', (_story, file, find, replace, what, onLine) => {
    const text = patched(file, find, replace);
    const line = text.slice(0, text.indexOf(onLine)).split('\n').length;
    // One mistake is told once, not as a cascade of its consequences.
    expect(problemsOf(file, find, replace).map((problem) => `${problem.file}:${problem.line} ${problem.what}`)).toEqual([
      `${file}:${line} ${what}`,
    ]);
  });

  test('where the line as it was meant is shown, putting it in repairs the file', () => {
    let repaired = 0;
    for (const [story, file, find, replace] of ROWS) {
      const lines = patched(file, find, replace).split('\n');
      for (const { line, example, facts } of problemsOf(file, find, replace)) {
        const right = facts.fixed ?? facts.nearest;
        const [, before = '', key] = /^(\s*(?:- )?)([\w]+):/.exec(lines[line - 1] ?? '') ?? [];
        if (right === undefined || example !== `${key}: ${right}`) continue;
        const result = checkSources(filesWith({ [file]: lines.with(line - 1, before + example).join('\n') }), NEEDS, read);
        expect(result.ok ? [] : result.problems.map((problem) => problem.what), story).toEqual([]);
        repaired += 1;
      }
    }
    expect(repaired).toBeGreaterThanOrEqual(8);
  });

  test('the words of every problem have all their facts, in every language', () => {
    for (const [, file, find, replace] of ROWS) {
      for (const problem of problemsOf(file, find, replace)) {
        for (const language of ['es', 'en', 'pt'] as const) {
          const unfilled =
            Object.keys(problem.facts).length === 0 ? /\{[a-z]+\}/ : /\{(key|value|known|nearest|most|least|first|other|option)\}/;
          expect(problemText(problem, language)).not.toMatch(unfilled);
        }
      }
    }
  });

  test('there is a row for at least forty kinds of mistakes', () => {
    expect(new Set(ROWS.map((row) => row[4])).size).toBeGreaterThanOrEqual(40);
  });
});
