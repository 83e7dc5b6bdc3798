/** What the stand-in knows of the Bot API is what the installed package says: shapes, and limits that stand in its comments. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generate } from './generate-schema.ts';
import * as limits from './limits.ts';
import schema from './schema.json' with { type: 'json' };

test('schema.json is made of the installed types', () => {
  expect(generate()).toEqual(schema);
});

const MEGABYTE = 1024 * 1024;

const comments = ['params', 'objects', 'methods']
  .map((file) => readFileSync(new URL(`../../../node_modules/@gramio/types/out/${file}.d.ts`, import.meta.url), 'utf8'))
  .join('\n');

test.each([
  ['a text', `Text of the message to be sent, 1-${limits.TEXT_LIMIT} characters after entities parsing`],
  ['a caption', `0-${limits.CAPTION_LIMIT} characters after entities parsing`],
  ['what is behind a button', `1-${limits.CALLBACK_DATA_BYTES} bytes`],
  ['the answer to a tap', `0-${limits.CALLBACK_ANSWER_LIMIT} characters`],
  ['the hint in the field', `1-${limits.PLACEHOLDER_LIMIT} characters`],
  ['commands', `At most ${limits.COMMANDS_LIMIT} commands can be specified`],
  ['what a command says', `1-${limits.COMMAND_DESCRIPTION_LIMIT} characters`],
  ['a photo', `The photo must be at most ${limits.PHOTO_LIMIT_BYTES / MEGABYTE} MB in size`],
  ['its sides', `width and height must not exceed ${limits.PHOTO_SIDES_LIMIT} in total`],
  ['their ratio', `Width and height ratio must be at most ${limits.PHOTO_RATIO_LIMIT}`],
  ['a document', `files of any type of up to ${limits.DOCUMENT_LIMIT_BYTES / MEGABYTE} MB in size`],
  ['a download', `The maximum file size to download is ${limits.DOWNLOAD_LIMIT_BYTES / MEGABYTE} MB`],
])('the limit of %s is the documented one', (_what, words) => {
  expect(comments.includes(words), words).toBe(true);
});
