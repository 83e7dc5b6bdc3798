/** The task of Windows: the Task Scheduler Schema, version 1.2 (learn.microsoft.com/windows/win32/taskschd). */
import type { Machine } from './machine.ts';
import { inXml } from './xml.ts';

/** `schtasks /XML` reads UTF-16 with its mark. */
const MARK = '\uFEFF';

/**
 * Opened when she logs in, in a window that shows what the shop says, and looked for every five minutes: Windows takes a
 * program that ended with a failure for one that is done, so what opens it again is that it is not there. Never ended
 * because it has run for long or the plug was pulled.
 */
export function scheduledTask({ home, user }: Machine, [program = '', ...rest]: readonly string[]): string {
  return `${MARK}<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Tanteo (${inXml(home)})</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>${inXml(user)}</UserId>
    </LogonTrigger>
    <TimeTrigger>
      <Repetition>
        <Interval>PT5M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${inXml(user)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <IdleSettings>
      <StopOnIdleEnd>false</StopOnIdleEnd>
      <RestartOnIdle>false</RestartOnIdle>
    </IdleSettings>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${inXml(program)}</Command>
      <Arguments>${inXml(rest.map(argument).join(' '))}</Arguments>
      <WorkingDirectory>${inXml(home)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`;
}

/** As CommandLineToArgvW takes it apart again: backslashes count only before a quotation mark. */
function argument(word: string): string {
  if (/^[\w:./\\-]+$/.test(word)) return word;
  return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}
