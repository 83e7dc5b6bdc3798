/**
 * The command line: which word starts which command. `npm start`, `npm run check` and the others end here.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fill, tell, terminalLanguage, textsIn } from './command-line/terminal.ts';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = 'start', ...argv] = process.argv.slice(2);

/** Loaded when asked for: an export needs no web server, a check no store. */
async function run(): Promise<number | undefined> {
  switch (command) {
    case 'start':
      return (await import('./command-line/start.ts')).start(home, argv);
    case 'check':
      return (await import('./command-line/check.ts')).check(home);
    case 'export':
      return (await import('./command-line/export.ts')).runExport(home, argv);
    case 'import':
      return (await import('./command-line/import.ts')).runImport(home, argv);
    case 'backup':
      return (await import('./command-line/backup.ts')).runBackup(home, argv);
    case 'restore':
      return (await import('./command-line/restore.ts')).runRestore(home, argv);
    case 'audit':
      return (await import('./command-line/audit.ts')).runAudit(home, argv);
    case 'erase':
      return (await import('./command-line/erase.ts')).runErase(home, argv);
    case 'order':
      return (await import('./command-line/order.ts')).runOrder(home, argv);
    case 'stock':
      return (await import('./command-line/stock.ts')).runStock(home, argv);
    case 'token':
      return (await import('./command-line/token.ts')).runToken(home, argv);
    case 'staff':
      return (await import('./command-line/staff.ts')).runStaff(home, argv);
    case 'complaint':
      return (await import('./command-line/complaint.ts')).runComplaint(home, argv);
    case 'connect':
      return (await import('./command-line/connect/connect.ts')).runConnect(home, argv);
    case 'service':
      return (await import('./command-line/autostart/autostart.ts')).runService(home, argv);
    case 'understand':
      return (await import('./command-line/understand.ts')).runUnderstand(home, argv);
    case 'teach':
      return (await import('./command-line/teach.ts')).teach(home, argv);
    default:
      tell(fill(textsIn(terminalLanguage(process.env)).problem.command, { command }));
      return 2;
  }
}

process.exitCode = await run();
