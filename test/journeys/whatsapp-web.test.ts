/**
 * A shop on the seller's own WhatsApp: she links it, speaks herself, and whatever dies in the middle of a sale costs no
 * word of it.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { chromium } from '../stand-ins/whatsapp-web/line.ts';
import { browserOf, channelProcesses } from '../stand-ins/whatsapp-web/processes.ts';
import { sellerForm, sellerPage } from './paying-shop.ts';
import { WhatsAppShop } from './whatsapp-shop.ts';

const ANA = { name: 'Ana Quispe', phone: '987 654 321' };
const PAGE = '/seller/channels/whatsapp-web';
/** Longer than twelve hours. */
const NIGHT_MS = 13 * 3_600_000;

describe.skipIf(!chromium)('a shop on WhatsApp Web', () => {
  let at: WhatsAppShop;
  afterEach(() => at.close());

  test('the seller agrees to the risk, types the code of her page into her telephone, and the first customer is served', async () => {
    at = await WhatsAppShop.open({ linked: false });
    await sellerForm(at.shop, `${PAGE}/consent`, {});
    await isThere(async () => (await sellerForm(at.shop, `${PAGE}/number`, { phone: '+51 900 000 000' })).status === 303);
    expect(at.whatsapp.network.codesFor.at(-1)).toBe('51900000000');
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await sellerPage(at.shop, PAGE))?.[0] ?? '';
    at.whatsapp.phone.enters(code);
    await at.isOnline();
    const ana = at.customer(ANA);
    await ana.say('hola');
    expect(ana.lastText).not.toBe('');
  });

  test('the seller writes in a chat herself: the program is silent there, says so once, and comes back when it is called', async () => {
    at = await WhatsAppShop.open({ linked: true });
    const ana = at.customer(ANA);
    const luz = at.customer({ name: 'Luz Rojas', phone: '912 345 678' });
    await ana.say('quiero una gorra negra');
    at.whatsapp.phone.writes(ana.person.wid, 'hola Ana, soy Rosa');
    await ana.hear();
    expect(ana.lastText).toContain('Ahora te atiende una persona');
    ana.person.says('¿me la guardas?');
    await luz.say('hola');
    expect(luz.lastText).not.toBe('');
    expect(ana.person.reading().at(-1)).toContain('Ahora te atiende una persona');
    await ana.say('bot');
    expect(ana.lastText).toContain('Soy otra vez el asistente');
    ana.expectAllOnce();
  });

  test('after a night away she is answered once, with an excuse, and not line by line', async () => {
    // Lines that are found within a second of the shop's are one turn.
    at = await WhatsAppShop.open({ linked: true, speed: 5 });
    const ana = at.customer(ANA);
    ana.person.says('hola');
    await at.whatsapp.until('a greeting', () => ana.person.hears().length > 0);
    const before = ana.person.hears().length;
    await at.shop.restart(() => {
      for (const text of ['¿siguen ahí?', 'quiero una gorra', 'negra']) ana.person.says(text);
      at.clock.leap(NIGHT_MS);
    });
    await at.whatsapp.until('an answer', () => ana.person.hears().length > before);
    await at.shop.settle();
    const answers = ana.person.reading().slice(before);
    expect(answers.join('\n').match(/Perdona la demora/g)).toHaveLength(1);
    expect(answers.join('\n').match(/1 × Gorra/g)).toHaveLength(1);
    ana.expectAllOnce();
  });

  /** The first in every run; of the others, which the channel alone is told to outlive too, in the long run. */
  const DEATHS: Readonly<Record<string, () => Promise<void>>> = {
    'the shop is stopped and started': () => at.shop.restart(),
    'its browser is killed': async () => void process.kill(browserOf(at.shop.directory).pid, 'SIGKILL'),
    'its process is killed': async () => {
      for (const { pid } of channelProcesses()) process.kill(pid, 'SIGKILL');
    },
    'the line is cut for a moment': async () => {
      at.whatsapp.cut();
      setTimeout(() => at.whatsapp.back(), 300);
    },
  };

  test.each(Object.entries(DEATHS).slice(0, process.env.TANTEO_LONG ? undefined : 1))(
    'a sale goes on where %s in the middle',
    async (_what, die) => {
      at = await WhatsAppShop.open({ linked: true });
      const ana = at.customer(ANA);
      await ana.sayAll('quiero una tote', 'cerrar pedido');
      await ana.tap('Recojo');
      const dying = die();
      await ana.tap('Efectivo');
      await dying;
      await ana.say('sí');
      expect(ana.lastText).toContain('puedes recogerlo');
      expect(await at.shop.orders()).toMatchObject([{ number: 1001, status: 'confirmed', customer: { name: 'Ana Quispe' } }]);
      ana.expectAllOnce();
    },
  );
});

/** The seller tries again while the browser starts. */
async function isThere(attempt: () => Promise<boolean>): Promise<void> {
  while (!(await attempt())) await new Promise((resolve) => setTimeout(resolve, 100));
}
