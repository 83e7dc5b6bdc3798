/**
 * A small shop whose files are right, for tests: each test makes one thing wrong. It has one of
 * everything that can be written, so that every kind of mistake can be made in it.
 */
import type { Needs, Sources } from './read-shop-files.ts';

const SHOP = `# La tienda de las pruebas
nombre: Retama
lema: Algodón hecho en Lima
pais: PE
moneda: PEN
idioma: es
zona_horaria: America/Lima
direccion: Jr. Las Retamas 214, Barranco
contacto: Rosa, por este chat
horario:
  lunes: 10:00-19:00
  sábado: 10:00 a 14:00
  domingo: cerrado
pago:
  formas: [link, efectivo]
  minutos_para_pagar: 60
pedidos:
  primer_numero: 1001
  prefijo: RT-
  maximo_por_producto: 50
entrega:
  dias_de_trabajo: [lunes, martes, miércoles]
  hora_de_corte: 14:00
  dias_de_preparacion: 1
  origen: -12.1464, -77.0217
  dias_cerrados:
    - 2026-12-08
    - 2026-12-25
  recojo:
    direccion: Jr. Las Retamas 214
    indicaciones: Toca el timbre.
  zonas:
    - id: cerca
      nombre: Cerca del taller
      costo: 8.00
      gratis_desde: 150.00
      minimo: 20.00
      dias: [lunes, miércoles]
      horario: 10:00-19:00
      distritos: [Barranco, Santiago de Surco / Surco]
    - nombre: Lejos
      costo: 15.00
      dias: [martes]
      horario: 11:00-18:00
      distritos: [Comas]
      activa: sí
      franjas:
        - { de: 10:00, a: 13:00, cupos: 2 }
        - { de: 15:00, a: 18:00, cupos: 1 }
    - nombre: Por mapa
      costo: 5
      costo_por_km: 1
      dias: [martes]
      horario: 11:00-18:00
      hora_de_corte: 12:00
      dias_de_preparacion: 2
      requiere_aprobacion: sí
      radio:
        centro: -12.1464, -77.0217
        km: 5
      poligono:
        - -12.1000, -77.0500
        - -12.1000, -76.9900
        - -12.1700, -77.0100
impuestos:
  productos: 18 %
  envio: 18 %
politicas:
  - id: cambios
    titulo: Cambios
    texto: Tienes 7 días.
`;

const PRODUCTS = `# Lo que vende la tienda de las pruebas
categorias:
  ropa: Ropa
  accesorios: Accesorios
productos:
  - id: polo
    nombre: Polo de algodón
    descripcion: Suave y fresco.
    categoria: ropa
    tambien: [camiseta]
    precio: 45.00
    imagen: polo.png
    imagen_descripcion: Un polo rojo.
    maximo_por_pedido: 10
    a_la_venta: sí
    opciones:
      color: [rojo / vermelho / red, negro]
      talla: [S, M, L]
    stock:
      rojo:  { S: 6, M: 4, L: 3 }
      negro: { S: 2, M: agotado, L: sin contar }
    precios:
      L: 49.00
  - id: tote
    nombre: Bolsa tote
    descripcion: De lona gruesa.
    categoria: accesorios
    precio: 29.00
    unidad: pieza
    stock: 12
    stock_de_seguridad: 2
    sin_arrepentimiento: sí
    vender_sin_stock: 5
  - id: casaca
    nombre: Casaca bordada
    descripcion: Por encargo.
    categoria: ropa
    precio: 189.00
    dias_de_encargo: 5
    cupo_por_dia: 4
    opciones:
      talla: [S, M]
    texto_personal:
      pregunta: Nombre para bordar
      ejemplo: Lucía
      obligatorio: no
      maximo: 12
`;

const PROMOTIONS = `# Lo que regala la tienda de las pruebas
promociones:
  - id: verano
    nombre: Cupón de verano
    tipo: descuento
    valor: 10 %
    cupon: VERANO10
    desde: 2026-12-01
    hasta: 2027-02-28
    minimo: 100
    maximo: 30
    categorias: [ropa]
    usos: 100
    usos_por_cliente: 1
    primera_compra: sí
    activa: sí
  - id: bolsas
    nombre: Semana de la bolsa
    tipo: oferta
    valor: 20 %
    productos: [tote]
    activa: no
  - id: tres
    nombre: Lleva 3 y paga 2
    tipo: lleva-y-paga
    valor: 3x2
  - id: envio
    nombre: Envío gratis
    tipo: envio-gratis
    minimo: 80
  - id: contado
    nombre: 5 % por pagar en efectivo
    tipo: forma-de-pago
    valor: 5.5 %
    forma_de_pago: efectivo
    activa: no
`;

const CHECKOUT = `# Cerrar el pedido
flow: checkout
title: Cerrar el pedido
starts: [pagar ya]
steps:
  - do: ask-missing
  - do: place-order
`;

const SIZES = `# Guía de tallas
flow: tallas
title: Guía de tallas
starts: [guía de tallas]
steps:
  - say: tallas.intro
  - when: cart-empty
    then: menu
    otherwise: despedida
  - id: menu
    choose: tallas.menu
    options:
      - { id: polo, text: tallas.polo, go: polos }
      - { id: otra, text: tallas.other, go: flow:checkout }
  - id: polos
    ask: telefono
    type: phone
    text: tallas.phone
    optional: yes
  - go: despedida
  - id: despedida
    say: tallas.bye
  - end
`;

const TEXTS = {
  es: `thanks: "Gracias."
greeting:
  hello: "Hola, soy el asistente de *{shop}*."
cart:
  total: "Llevas {count} cosas. Total: {total}"
tallas:
  intro: "Te ayudo con tu talla."
  menu: "¿De qué prenda?"
  polo: Polo
  other: "Otra, de {shop}"
  phone: "¿A qué número te escribimos?"
  bye: "Listo."
`,
  pt: `thanks: "Obrigada."
greeting:
  hello: "Oi, sou o assistente da *{shop}*."
cart:
  total: "Você leva {count} coisas. Total: {total}"
tallas:
  intro: "Ajudo com o seu tamanho."
  menu: "De qual peça?"
  polo: Polo
  other: "Outra, da {shop}"
  phone: "Para qual número escrevemos?"
  bye: "Pronto."
`,
  en: `thanks: "Thank you."
greeting:
  hello: "Hi, I am the assistant of *{shop}*."
cart:
  total: "You have {count} things. Total: {total}"
tallas:
  intro: "I help you with your size."
  menu: "Which garment?"
  polo: Polo shirt
  other: "Another one, from {shop}"
  phone: "Which number may we write to?"
  bye: "Done."
`,
};

const WORDS = `signs: [hola]
fillers: [porfa]
abbreviations: { xfa: por favor }
numbers: { dos: 2 }
multipliers: { mil: 1000 }
groups: { docena: 12 }
halves: [medio]
containers: [unidades]
measures:
  kg: [kilo]
synonyms:
  red: [rojo]
methods:
  yape: [yape]
cash: [efectivo]
weekdays: { domingo: 0 }
months: { enero: 1 }
days: { hoy: 0, ayer: -1 }
parts:
  morning: [mañana]
  noon: [mediodía]
  afternoon: [tarde]
  night: [noche]
spans:
  minute: [minuto]
  hour: [hora]
  day: [día]
  week: [semana]
  month: [mes]
cues:
  want: [quiero]
  not: [no]
`;

const VOS = `# Con vos
thanks: "Gracias a vos."
`;

const REGIONS = `# Palabras de cada país
usual:
  phone: "987 654 321"
  es: { district: zona }
  pt: { district: bairro }
  en: { district: area }
MX:
  phone: "55 1234 5678"
  es: { district: colonia }
`;

export const GOOD_FILES: Readonly<Record<string, string>> = {
  'catalog/shop.yaml': SHOP,
  'catalog/products.yaml': PRODUCTS,
  'catalog/promotions.yaml': PROMOTIONS,
  'flows/checkout.yaml': CHECKOUT,
  'flows/tallas.yaml': SIZES,
  'flows/texts/es.yaml': TEXTS.es,
  'flows/texts/pt.yaml': TEXTS.pt,
  'flows/texts/en.yaml': TEXTS.en,
  'flows/texts/es-vos.yaml': VOS,
  'flows/texts/regions.yaml': REGIONS,
  'flows/words/es.yaml': WORDS,
  'flows/words/pt.yaml': WORDS,
  'flows/words/en.yaml': WORDS,
};

export const NEEDS: Needs = { texts: { 'greeting.hello': ['shop'], 'cart.total': ['count', 'total'], thanks: [] }, flows: ['checkout'] };

export const IMAGES = ['polo.png', 'tote.png', 'retama.svg'];

/** The good files with some of them changed; null: without that file. */
export function filesWith(changed: Readonly<Record<string, string | null>> = {}): Sources {
  const files = Object.entries({ ...GOOD_FILES, ...changed }).flatMap(([file, text]) => (text === null ? [] : [{ file, text }]));
  return { files, images: IMAGES, ignored: [] };
}

/** One good file with a piece of it replaced. @throws where the piece is not in it: the test would test nothing. */
export function patched(file: string, find: string, replace: string): string {
  const text = GOOD_FILES[file];
  if (text === undefined || !text.includes(find)) throw new Error(`"${find}" is not in ${file}`);
  return text.replace(find, () => replace);
}
