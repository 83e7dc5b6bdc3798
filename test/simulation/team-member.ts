/**
 * Somebody who helps in the shop: she is linked by a code, taps what her cards offer and writes commands, faster or
 * slower than the seller, the customer and the other helpers; one day she is taken away, and goes on tapping.
 */
import type { InboundBody, LoggedMessage, MenuOption } from '../../src/conversation/message.ts';
import type { Role } from '../../src/conversation/staff-command.ts';
import { ACCOUNT, CHANNEL, type Network } from './channel.ts';
import type { Shop } from './shop.ts';
import type { World } from './world.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const EVERY_MS = 2 * MINUTE_MS;
/** Cards she still has in sight. */
const CARDS = 6;
const IS_LAST_DAY = 0.02;
/** What is on its way to her then must not arrive. */
const IS_LAST_DAY_WITH_CARDS = 0.5;
const TAPS = 0.7;
const TWICE = 0.1;

const WORDS = [
  ...['pedidos', 'que hay que preparar', 'hoy', 'resumen', 'stock tote', 'pausa', 'abre', 'ayuda', '0', 'sí', '1', '2'],
  ...['enviado', 'ya salió', 'listo el de ana', 'quién falta pagar', 'cierra hasta mañana'],
] as const;
const ABOUT_AN_ORDER = ['', 'preparando', 'listo', 'enviado', 'entregado', 'pagado', 'no estaba', 'ya pagó?'] as const;

export class Helper {
  readonly chat: string;
  readonly name: string;
  readonly #role: Role;
  readonly #world: World;
  readonly #network: Network;
  readonly #shop: Shop;
  readonly #heard: LoggedMessage[] = [];
  #written = 0;

  constructor(world: World, network: Network, shop: Shop, { name, role }: { readonly name: string; readonly role: Role }) {
    this.#world = world;
    this.#network = network;
    this.#shop = shop;
    this.name = name;
    this.#role = role;
    this.chat = `helper-${name.toLowerCase()}`;
    network.join(this.chat, (message) => void this.#heard.push(message));
  }

  /** She is linked, works and is taken away, again and again, until then. */
  begin(untilMs: number): void {
    const { dice, time } = this.#world;
    for (let ms = dice.below(EVERY_MS); ms < untilMs; ms += dice.below(2 * EVERY_MS)) time.after(ms, () => void this.#act());
  }

  async #act(): Promise<void> {
    const { dice, ledger, sometimes } = this.#world;
    if (!this.#world.wants('helps')) return;
    const isOne = ledger.now.get('staff', 'staff')?.helpers.some(({ name }) => name === this.name);
    if (!isOne && dice.chance(0.5)) return this.#link();
    if (isOne && dice.chance(this.#waitsForCards ? IS_LAST_DAY_WITH_CARDS : IS_LAST_DAY)) {
      sometimes.note('a helper was taken away');
      await this.#shop.act({ do: 'unlink-helper', name: this.name, by: 'page' });
      return;
    }
    const option = this.#option();
    if (option && dice.chance(TAPS)) return this.#tap(option);
    this.#write({ kind: 'text', text: this.#words() });
  }

  get #waitsForCards(): boolean {
    return this.#world.ledger.now.all('outbox').some(({ id }) => id.startsWith(`${CHANNEL}:${ACCOUNT}:${this.chat}:`));
  }

  async #link(): Promise<void> {
    const code = await this.#shop.invite({ do: 'invite-helper', name: this.name, role: this.#role, language: 'es', by: 'page' });
    if (code !== undefined) this.#write({ kind: 'text', text: code });
  }

  #tap(option: MenuOption): void {
    this.#write({ kind: 'choice', token: option.token });
    if (this.#world.dice.chance(TWICE))
      this.#world.time.after(this.#world.dice.below(SECOND_MS), () => this.#write({ kind: 'choice', token: option.token }));
  }

  #option(): MenuOption | null {
    const { dice } = this.#world;
    const options = this.#heard.slice(-CARDS).flatMap(({ body }) => (body.kind === 'menu' ? body.menu.options : []));
    return options.length === 0 ? null : dice.pick(options);
  }

  #words(): string {
    const { dice, ledger } = this.#world;
    const orders = ledger.now.all('orders');
    if (orders.length === 0 || dice.chance(0.5)) return dice.pick(WORDS);
    return `${dice.pick(orders).number} ${dice.pick(ABOUT_AN_ORDER)}`.trim();
  }

  #write(body: InboundBody): void {
    const { time } = this.#world;
    const mark = `${this.chat}.${++this.#written}`;
    const conversationId = `${CHANNEL}:${ACCOUNT}:${this.chat}`;
    this.#world.story.tell(`${mark} is written: ${JSON.stringify(body).slice(0, 120)}`);
    const marked = { ...body, mark };
    this.#network.send(
      { channel: CHANNEL, account: ACCOUNT, messageId: mark, chat: this.chat, sender: {}, at: time.now, body: marked },
      { mark, conversationId, body, foreign: false, killer: false, acknowledged: false },
    );
  }
}
