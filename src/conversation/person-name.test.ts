import { expect, test } from 'vitest';
import { nameInProfile } from './person-name.ts';

test.each([
  ['Ana Quispe', 'Ana Quispe', true],
  ['🌸 María José 🌸', 'María José', true],
  ["João D'Ávila Jr.", "João D'Ávila Jr.", true],
  ['María', 'María', false],
  ['Ana 🇵🇪', 'Ana', false],
  ['M. Rojas', 'M. Rojas', false],
  ['~Luis~ 2026', 'Luis', false],
])('"%s" is called %s', (profile, name, isWhole) => {
  expect(nameInProfile(profile)).toEqual({ name, isWhole });
});

test.each(['🦋', '.', 'M', '123', '', '— . —'])('"%s" is no name', (profile) => {
  expect(nameInProfile(profile)).toBeNull();
});
