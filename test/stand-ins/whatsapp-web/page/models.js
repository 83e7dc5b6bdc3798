/**
 * The page's models: things with events, and collections of them that repeat the events of what they hold.
 */
import { MsgKey, Wid } from './ids.js';

export class Emitter {
  #listeners = [];

  /** @param names one event, or several with blanks between. */
  on(names, call) {
    for (const name of names.split(' ')) this.#listeners.push({ name, call });
    return this;
  }
  once(name, call) {
    const only = (...args) => {
      this.off(name, only);
      call(...args);
    };
    return this.on(name, only);
  }
  off(name, call) {
    this.#listeners = this.#listeners.filter((listener) => listener.name !== name || listener.call !== call);
    return this;
  }
  trigger(name, ...args) {
    for (const listener of [...this.#listeners]) if (listener.name === name) listener.call(...args);
  }
  listeners(name) {
    return this.#listeners.filter((listener) => listener.name === name).length;
  }
}

/** Of the page itself: never part of what it hands out. */
const INSIDE = new Set(['mediaObject', 'mediaData', 'msgs']);

function plain(value) {
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  if (value instanceof Model) return value.serialize();
  if (value instanceof Wid || value instanceof MsgKey) return value.toJSON();
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (typeof one === 'function' ? [] : [[key, plain(one)]])));
}

export class Model extends Emitter {
  #collection = null;

  constructor(attributes) {
    super();
    Object.assign(this, attributes);
  }
  joins(collection) {
    this.#collection = collection;
  }
  set(attributes) {
    for (const [key, value] of Object.entries(attributes)) {
      const before = this[key];
      if (before === value) continue;
      this[key] = value;
      this.trigger(`change:${key}`, this, value, before);
      this.#collection?.trigger(`change:${key}`, this, value, before);
    }
    this.trigger('change', this);
    this.#collection?.trigger('change', this);
    return this;
  }
  serialize() {
    const entries = Object.entries(this).filter(([key, value]) => !INSIDE.has(key) && typeof value !== 'function');
    return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
  }
  toJSON() {
    return this.serialize();
  }
  unsafe() {
    return this;
  }
}

const keyOf = (id) => (typeof id === 'string' ? id : id?._serialized);

export class Collection extends Emitter {
  #models = new Map();
  #make;

  /** @param make a model for an id that is asked for and not there. */
  constructor(make = () => undefined) {
    super();
    this.#make = make;
  }
  get(id) {
    return this.#models.get(keyOf(id));
  }
  getModelsArray() {
    return [...this.#models.values()];
  }
  add(model) {
    model.joins(this);
    this.#models.set(keyOf(model.id), model);
    this.trigger('add', model);
    return model;
  }
  async find(id) {
    const known = this.get(id) ?? this.#make(id);
    return known && !this.get(id) ? this.add(known) : known;
  }
}
