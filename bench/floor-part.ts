/** The floor in a process of its own. */
import { join } from 'node:path';
import { type Floor, openFloor } from './floor.ts';
import { answerWith, processorMs } from './parts.ts';
import { folder } from './questions.ts';

let floor: Floor | null = null;

answerWith({
  async open(details) {
    floor = await openFloor(join(folder.parse(details).directory, 'floor.jsonl'));
    return { url: floor.url };
  },
  async 'say what is kept'() {
    return floor?.kept() ?? 0;
  },
  async 'say its processor time'() {
    return processorMs();
  },
  async close() {
    await floor?.stop();
  },
});
