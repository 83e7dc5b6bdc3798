/**
 * The words of the page and of its dates, in the language of the conversation. Elements name the text
 * they show (`data-text`, `data-label`, `data-placeholder`, `data-alt`), so a change of language is one walk.
 */

/** @typedef {'es' | 'pt' | 'en'} Language */
/** @typedef {{ texts: Record<Language, Record<string, string>>, language: Language, name: string, campaign: string | null }} PageData */

/** Which attribute names the text of which. */
const RETOLD = /** @type {const} */ ([
  ['data-label', 'aria-label'],
  ['data-placeholder', 'placeholder'],
  ['data-alt', 'alt'],
]);

/** @param {PageData} data */
export function createWords(data) {
  let language = data.language;

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [parameters]
   */
  function say(key, parameters = {}) {
    const template = data.texts[language][key] ?? key;
    return template.replace(/\{(\w+)\}/g, (_, name) => String(parameters[name] ?? ''));
  }

  /** @param {ParentNode} root */
  function retell(root) {
    for (const element of root.querySelectorAll('[data-text]')) element.textContent = say(element.getAttribute('data-text') ?? '');
    for (const [from, to] of RETOLD) {
      for (const element of root.querySelectorAll(`[${from}]`)) element.setAttribute(to, say(element.getAttribute(from) ?? ''));
    }
  }

  return {
    say,
    retell,
    name: data.name,
    language: () => language,
    /** @param {string} next */
    speak(next) {
      if (next === language || (next !== 'es' && next !== 'pt' && next !== 'en')) return;
      language = next;
      document.documentElement.lang = next;
      retell(document);
    },
    /** @param {Date} at */
    time: (at) => new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at),
    /** @param {Date} at */
    day(at) {
      const days = Math.round((midnight(new Date()) - midnight(at)) / 86_400_000);
      if (days === 0) return say('day.today');
      if (days === 1) return say('day.yesterday');
      return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
    },
  };
}

/** @typedef {ReturnType<typeof createWords>} Words */

/** @param {Date} at */
function midnight(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
