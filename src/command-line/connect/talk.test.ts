/** Asking on the terminal: what is secret is not shown, and who leaves is let go. */
import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { screen } from '../../../test/stand-ins/screen.ts';
import { NoMoreAnswers, openTalk, type Talk } from './talk.ts';

let shown: () => string;
let keys: PassThrough;
let talk: Talk;

function open(isTTY: boolean): void {
  const { output, said } = screen();
  shown = said;
  keys = new PassThrough();
  talk = openTalk({ input: Object.assign(keys, { isTTY, setRawMode: () => keys }), output });
}

describe('on a terminal', () => {
  beforeEach(() => open(true));

  test('a secret is not shown while it is typed, also when it is pasted and mended; what comes after is', async () => {
    const asked = talk.askSecret('Token:');
    keys.write('123:secret');
    keys.write('x\x7f');
    keys.write('o\r');
    expect(await asked).toBe('123:secreto');
    expect(shown()).toContain('Token:');
    expect(shown()).not.toContain('sec');
    const open = talk.ask('¿Seguimos?');
    keys.write('sí\r');
    expect(await open).toBe('sí');
    expect(shown()).toContain('sí');
  });

  test('no key brings a secret back', async () => {
    const asked = talk.askSecret('Token:');
    keys.write('123:secret\r');
    await asked;
    const next = talk.ask('¿Seguimos?');
    keys.write('\x1b[A');
    keys.write('sí\r');
    expect(await next).toBe('sí');
    expect(shown()).not.toContain('secret');
  });

  test('Ctrl+C ends the question, and a wait that asks nothing', async () => {
    const asked = expect(talk.ask('¿Seguimos?')).rejects.toBeInstanceOf(NoMoreAnswers);
    keys.write('\x03');
    await asked;
    await talk.left;
  });
});

describe('from a pipe', () => {
  beforeEach(() => open(false));

  test('answers come in the order of the questions, and end', async () => {
    keys.end('uno\n  dos  \n');
    expect(await talk.ask('1')).toBe('uno');
    expect(await talk.askSecret('2')).toBe('dos');
    await expect(talk.ask('3')).rejects.toBeInstanceOf(NoMoreAnswers);
    expect(shown()).not.toContain('dos');
  });
});
