/**
 * A process that is nothing but a shop on WhatsApp Web, so that a test can kill it. Its arguments: the folder, the
 * browser, what that needs besides the usual environment as JSON, and the browser's own arguments.
 */
import { z } from 'zod';
import { createWhatsAppWeb } from '../../../src/channels/whatsapp-web/whatsapp-web.ts';
import { systemClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';

const [directory, browser, environment, ...browserArguments] = z.array(z.string()).min(3).parse(process.argv.slice(2));

const channel = createWhatsAppWeb({
  ...{ directory: directory ?? '', browser: browser ?? '', browserArguments, version: null, clock: systemClock },
  ...{ chance: () => 0.5, timeZone: () => 'America/Lima', shopLanguage: () => 'es', language: () => 'es' },
  ...{ imagesDirectory: '', dataDirectory: '', queued: () => 0, terminal: null, log: createLog({ level: 'silent' }) },
  browserEnvironment: z.record(z.string(), z.string()).parse(JSON.parse(environment ?? '{}')),
});
channel.subscribe(() => process.stdout.write(`${channel.report().state}\n`));
await channel.start({
  accept: async () => ({ accepted: true, duplicate: false }),
  note: async () => ({ accepted: true, duplicate: false }),
});
