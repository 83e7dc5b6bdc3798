/**
 * Ways of a customer through the sample shop, and how one who goes on answering ends with her order.
 */
import type { Command } from '../../src/conversation/commands.ts';
import type { ChatStory } from './chat-story.ts';

/** Ways through the shop, each a row of what is said; every prefix of one is a place where something may happen. */
export const WAYS: Readonly<Record<string, readonly string[]>> = {
  delivered: ['quiero 2 polos rojos talla M', 'cerrar pedido', 'envío', 'Surco', 'Av. Primavera 123', 'Ana Quispe', '987654321', 'link'],
  'picked up': ['quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo'],
  embroidered: ['quiero una casaca', 'M', 'Lucía', 'cerrar pedido', 'recojo'],
  'one option at a time': ['hola', 'quiero una tote', 'quiero un polo', 'verde', 'XL', 'cerrar pedido'],
  'below the minimum': ['quiero 1 par de medias gris', 'cerrar pedido', 'envío', 'Los Olivos'],
  welcome: ['hola'],
  'size guide': ['quiero una gorra negra', 'cerrar pedido', 'guía de tallas'],
  wholesale: ['quiero una gorra negra', 'pedido corporativo', '30 polos con logo', '15 de diciembre'],
  'looking around': ['quiero una gorra negra', 'cerrar pedido', 'catálogo'],
};

/** What is written where nothing can be tapped: in no language. */
const ANSWERS: Readonly<Record<string, string>> = {
  'delivery.district': 'Surco',
  'delivery.address': 'Av. Primavera 123',
  'contact.name': 'Ana Quispe',
  'contact.phone': '987654321',
  'flow.what': '30 polos con logo',
  'flow.when': '15 de diciembre',
  'flow.phone': '987654321',
};

/** What a tap leads on with, best first. */
const LEADS_ON: readonly ((command: Command) => boolean)[] = [
  (command) => command.do === 'confirm',
  (command) => command.do === 'answer' && command.value.type === 'delivery' && command.value.kind === 'pickup',
  (command) => command.do === 'answer' && command.value.type === 'payment' && command.value.method === 'cash',
  (command) => command.do === 'skip',
  (command) => command.do === 'checkout' || command.do === 'resume',
  (command) => command.do === 'set',
];

/** From wherever she is, a customer who goes on answering ends with her order. `before`: called in front of each of her turns. */
export function finish(story: ChatStory, before: () => void = () => {}): void {
  for (let turn = 0; turn < MOST_TURNS && story.orders.length === 0; turn += 1) {
    before();
    const answer = ANSWERS[story.conversation.pending?.slot ?? ''];
    const option = LEADS_ON.flatMap((leads) => story.options.filter(({ commands }) => commands.some(leads)))[0];
    if (option) story.choose(option);
    else if (answer) story.say(answer);
    else story.say(story.cart.lines.length > 0 ? 'cerrar pedido' : 'quiero una tote');
  }
}

/** Longest way from anywhere to an order. */
const MOST_TURNS = 20;
