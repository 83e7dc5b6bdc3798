/** The unit of systemd: systemd.unit(5), systemd.service(5), systemd.exec(5). */
import type { Machine } from './machine.ts';

/** Seconds until a shop that failed is opened again, and those it has to close in: a fresh WhatsApp link needs a minute. */
const AGAIN_S = 10;
const CLOSING_S = 90;

export function systemdUnit({ home, path, uid }: Machine, command: readonly string[]): string {
  return `[Unit]
Description=Tanteo (${inText(home)})
StartLimitIntervalSec=0

[Service]
WorkingDirectory=${inText(home)}
Environment=${quoted(`PATH=${path}`)}
ExecStart=${command.map((word) => quoted(word).replaceAll('$', '$$$$')).join(' ')}
Restart=on-failure
RestartSec=${AGAIN_S}
KillMode=mixed
TimeoutStopSec=${CLOSING_S}

[Install]
WantedBy=${uid === 0 ? 'multi-user.target' : 'default.target'}
`;
}

/** A percent sign begins a specifier. */
function inText(text: string): string {
  return text.replaceAll('%', '%%');
}

function quoted(word: string): string {
  return `"${inText(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
