/**
 * Randomness, as it enters the program: once, here. Tests pass a seeded one. And the digest by which something
 * random is known again without being kept.
 */
import { createHash, randomInt } from 'node:crypto';
import { customAlphabet } from 'nanoid';

const fromAlphabet = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz');

/** Unguessable text of `length` characters of `[a-z0-9]`. */
export const newId = (length: number): string => fromAlphabet(length);

const PARTS = 2 ** 32;

/** 0 ≤ chance < 1. */
export const chance = (): number => randomInt(PARTS) / PARTS;

/** SHA-256 of `text`, in hexadecimal. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
