/** The agent of launchd: launchd.plist(5). */
import { posix } from 'node:path';
import type { Machine } from './machine.ts';
import { inXml } from './xml.ts';

const AGAIN_S = 10;
/** Seconds the shop has to close in before it is ended. */
export const CLOSING_S = 90;

/** Opened when she logs in, again where it failed; what it says goes where the Console shows it. */
export function launchAgent({ home, userHome, path }: Machine, label: string, command: readonly string[]): string {
  const log = posix.join(userHome, 'Library', 'Logs', `${label}.log`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${inXml(label)}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${inXml(word)}</string>`).join('\n')}
  </array>
  <key>WorkingDirectory</key>
  <string>${inXml(home)}</string>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
    <string>${inXml(path)}</string>
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>${AGAIN_S}</integer>
  <key>ExitTimeOut</key>
  <integer>${CLOSING_S}</integer>
  <key>StandardErrorPath</key>
  <string>${inXml(log)}</string>
</dict>
</plist>
`;
}
