/**
 * What the simulated customers write: whole sales, message by message, as people type them, with a
 * question, a correction or a word back in between. Options are chosen by typing their label, so that a
 * customer never has to read before writing. Every message is complete in itself, so that none of them
 * waits for the rest of a burst; `rehearse` (core.ts) holds the sales to all of this before anything is
 * measured.
 */
import { crc32 } from 'node:zlib';

export interface Sale {
  readonly name: string;
  /** What is written, by everybody alike but for `TELEPHONE`. */
  readonly says: readonly string[];
  /** The order ends with a link to pay: the practice provider then works in the same process as the shop. */
  readonly byLink: boolean;
}

/** Here everybody writes her own: one that thousands have given is nothing that a shop lives to see. */
const TELEPHONE = '(her telephone)';
const TELEPHONES = 100_000_000;

/** What the customer of this conversation writes for it. */
export function asWritten(text: string, chat: string): string {
  return text === TELEPHONE ? `9${String(crc32(chat) % TELEPHONES).padStart(8, '0')}` : text;
}

export const SALES: readonly Sale[] = [
  {
    name: 'picked up and paid in cash',
    byLink: false,
    says: ['quiero 1 gorra negra', 'cerrar pedido', 'recojo en tienda', 'Luis Rojas', TELEPHONE, 'efectivo al recoger', 'confirmar'],
  },
  {
    name: 'sent home, with a correction and a question in the middle',
    byLink: false,
    says: [
      'hola, quiero 2 polos rojos talla M y una gorra',
      'negro',
      'no, mejor 3 polos',
      'cerrar pedido',
      'envío a domicilio',
      '¿a qué hora atienden?',
      'Surco',
      'Av. Caminos del Inca 1234, dpto. 301, frente al parque',
      'Ana Quispe',
      TELEPHONE,
      'efectivo al recibir',
      'confirmar',
    ],
  },
  {
    name: 'looking around first, then picked up',
    byLink: false,
    says: [
      'ver catálogo',
      'medias de algodón',
      'mostaza',
      '¿cuánto sale el envío a Miraflores?',
      'y 2 totes',
      'quita las medias',
      'mi pedido',
      'cerrar pedido',
      'recojo en tienda',
      'volver',
      'recojo en tienda',
      'Rosa Huamán',
      TELEPHONE,
      'efectivo al recoger',
      'confirmar',
    ],
  },
  {
    name: 'sent home and paid by link',
    byLink: true,
    says: [
      'buenas, me das 3 pañuelos y un polo blanco talla L porfa',
      'cerrar pedido',
      'envío a domicilio',
      'Barranco',
      'Jr. Unión 345, dpto. 2, frente al parque',
      'Lucía Paredes',
      TELEPHONE,
      'link de mercado pago',
      'confirmar',
      '¿cómo va mi pedido?',
    ],
  },
];

/** Those that need nobody but the shop. */
export const SALES_IN_CASH: readonly Sale[] = SALES.filter((sale) => !sale.byLink);
