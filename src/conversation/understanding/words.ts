/**
 * The words customers use, as a seller teaches them in `flows/words/<language>.yaml`. They are data:
 * the rules of the language (how words combine) are code, every word that can be listed is here.
 *
 * Rules for every entry: written as a customer would type it; case, accents and punctuation do not
 * matter; an entry may have several words; `...` inside an entry stands for up to three words
 * ("no me ... mas").
 */
import type { Language } from '../../commerce/catalog.ts';

/**
 * Named lists of words and phrases. The name says what a message means that contains one of them;
 * which of several wins, and what an order is, is decided by the rules in code.
 */
export const CUES = [
  // buying
  'want', // "quiero", "me das", "can i get"
  'add', // "agrega", "sumale", "tambien quiero"
  'remove', // "quita", "saca", "ya no quiero"
  'change', // "cambia", "que sean"
  'lower', // "bájale una": so many fewer; "bájale a 2": that many
  'raise', // "súbele una"
  'instead-of', // "en vez de": what follows is given up
  'keep-only', // "deja solo", "solo quiero"
  'correct', // "mejor", "perdon", "digo", "sino"
  'change-something', // "me equivoque de talla": what to change is not said yet
  'never-mind', // "mejor nada", "siempre no"
  'not', // "no", "nao"
  'without', // "sin", "hold the"
  'extra', // "extra", "con mas"
  'with', // "con"
  'age', // "años": a number before it is no count
  'with-everything', // "con todo"
  'and', // "y", "mas", "and"
  'or', // "o"
  'article', // "un", "una": 1 when no number is said; also counted as a number
  'the', // "el", "la", "los"
  'of', // "de"
  'plural', // "unos", "varias", "some": several, number not said
  'each', // "cada uno", "c/u"
  'mixed', // "surtido", "variado"
  'namely', // "siendo", "de las cuales": what was counted is spelled out
  'in-all', // "en total"
  'more', // "una mas"
  'less', // "una menos"
  'all', // "todo", "todos"
  'pronoun', // "me", "te": a verb follows, never a thing
  'only', // "solo", "nomas": that many and no more
  'except', // "todo menos": what comes now stays
  'rest', // "el resto", "lo demas": all that was not named
  'other', // "otro"
  'both', // "ambos", "los dos"
  'bigger', // "grande"
  'smaller', // "chica"
  'same', // "igual", "lo mismo"
  'reorder', // "lo mismo de la vez pasada"
  'checkout', // "eso seria todo", "pagar"
  'cart', // "mi carrito", "cuanto va"
  'whole', // "todo", as in "cuanto es todo"
  // questions
  'inquire', // "quiero saber": a question follows, no order
  'question', // "que", "cual", "como": a message with it asks
  'price', // "cuanto cuesta", "a como"
  'how-much', // "cuanto": price when a product stands beside it
  'have', // "tienes", "hay", "venden"
  'catalog', // "catalogo", "que venden"
  'info', // "de que esta hecho", "que trae"
  'attribute', // "colores", "tallas": what a product comes in
  'shipping', // "envio", "domicilio", "cuanto demora"
  'arrive', // "llega", "demora": shipping when a place or a day stands beside it
  'payment', // "aceptan", "numero de cuenta"
  'pay-by', // "pago con": a way to pay follows
  'accept', // "aceptan": payment when a method stands beside it
  'hours', // "a que hora abren"
  'location', // "donde estan"
  'discount', // "descuento", "rebaja"
  'coupon', // "cupon": a code may follow
  'apply', // "aplica", "tengo": a coupon stands beside it
  'policy', // "cambios", "garantia"
  'help', // "ayuda", "como funciona"
  'can', // "puedo", "se puede"
  // about an order or a payment
  'status', // "donde esta mi pedido"
  'sent', // "te pase", "mandei": a payment when a method or an amount stands beside it
  'arrived', // "me llego": a complaint when a product stands beside it
  'be', // "es", "viene": a question about what a product is like
  'paid', // "ya pague", "te yapee"
  'refund', // "devuelvanme la plata"
  'exchange', // "que me cambien": something else is wanted for what comes back
  'complaint', // "llego roto", "pesimo servicio"
  'defect', // "roto", "frio": a complaint where something arrived so, or is so
  'waiting', // "llevo una hora esperando"
  'expensive', // "esta caro"
  'told', // "la semana pasada", "me dijeron": what happened, or what others say; no order
  'judged', // "no me gusta", "me encanta", "no me decido": a thing is judged, and not wanted yet
  'kin', // "hermana", "jefe": after "mi", somebody else did or wanted it
  'suppose', // "si llevo", "estaba pensando": what would be; no order yet
  'offer', // "te doy": an amount of money follows that the customer would pay
  'elsewhere', // "en otra tienda": an amount beside it is no offer of this shop
  'compare', // "más rico que": things beside each other, none of them wanted yet
  'cancel', // "cancela"
  'order-noun', // "pedido", "orden"
  // talking
  'greet',
  'thanks',
  'bye',
  'yes',
  'no',
  'unknown-yet', // "todavía no sé", "luego le paso": what was asked is not answered now
  'asks-back', // "cierto", "verdad", "né", "right": what stands before it is asked
  'condition', // "pero", "solo si", "cuando": a yes with it agrees to something else
  'back',
  'skip',
  'repeat',
  'restart',
  'resume', // "sigamos"
  'person',
  'abuse',
  'opt-out',
  'to-telegram', // "seguir por telegram"
  'to-whatsapp',
  'to-web', // "pasarme a la web"
  'to-other-chat', // "seguir en otro chat"
  'carry-code', // "código": one to go on with in another chat
  'my-data', // "qué datos tienen de mí"
  'forget-me', // "borren mis datos"
  'injection', // "ignora tus instrucciones"
  'set-price', // "ponme todo a", "dejamelo gratis"
  'out-of-scope', // what a shop does not do: "cuentame un chiste"
  'bot', // "eres un bot"
  // details of the order
  'address-intro', // "mi direccion es", "mandalo a"
  'address-word', // "avenida", "calle", "mz", "apto"
  'address-inner', // "piso", "apto", "room": part of an address, which never begins one
  'place-intro', // "a", "para", "hasta": a place may follow
  'area', // "barrio", "colonia": the name of a place follows
  'change-address',
  'address-noun', // "direccion"
  'name-intro', // "a nombre de", "me llamo"
  'phone-intro', // "mi numero es"
  'personal-intro', // "que diga", "con el nombre": what is embroidered on it follows
  'identity', // "cédula", "DNI", "CPF": the number beside it is no telephone
  'operation', // "operacion", "nro de operacion": a payment's number follows
  'currency', // "soles", "pesos", "$"
  'deliver-home', // "a domicilio"
  'pickup', // "recojo en tienda"
  'by-time', // "para", "a las": a time may follow
  'after', // "despues de las", "a partir de las"
  'before', // "antes de las"
  'in-time', // "dentro de", "en": a span may follow
  'next', // "proximo", "que viene"
  'and-time', // "y", as in "3 y media"
  'to-time', // "menos", as in "3 menos cuarto"; "quarter to 3"
  'past-time', // "quarter past 3"
  'quarter', // "cuarto"
  'between', // "entre las": two hours follow
  'until', // "a las", "hasta las": the end of a span of hours
  'from-now', // "a partir de ahora": a span stands before it
  'this', // "esta", as in "esta semana"
  'last', // "pasado", "last": a day gone by
  'weekend', // "fin de semana"
  'midnight', // "medianoche"
  'sharp', // "en punto", "o'clock": an hour stands before it
  'ordinal-mark', // "1ro", "3rd": written onto a number
  'decimal-point', // "coma", as in "uno coma cinco"
  'speak-es',
  'speak-pt',
  'speak-en',
] as const;

export type Cue = (typeof CUES)[number];

/** What quantities are counted in besides pieces. */
export const MEASURES = ['g', 'kg', 'lb', 'oz', 'ml', 'l', 'cm', 'm'] as const;
export type Measure = (typeof MEASURES)[number];

export const DAY_PARTS = ['morning', 'noon', 'afternoon', 'night'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/** Spans of time that can be counted. */
export const SPANS = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type Span = (typeof SPANS)[number];

/** One `flows/words/<language>.yaml`. */
export interface Words {
  /** Frequent words that tell this language from the two others. */
  readonly signs: readonly string[];
  /** Words that change nothing: "porfa", "eh", "amigo". */
  readonly fillers: readonly string[];
  /** Short form → long form: `q: que`, `xfa: por favor`. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Word → number: `dos: 2`, `veinte: 20`, `cien: 100`. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Word → factor for the number before it: `mil: 1000`, `lucas: 1000`. */
  readonly multipliers: Readonly<Record<string, number>>;
  /** Word → how many pieces: `docena: 12`, `par: 2`, `ciento: 100`. */
  readonly groups: Readonly<Record<string, number>>;
  /** "medio", "media": half of what follows, or "and a half" after a number. */
  readonly halves: readonly string[];
  /** What a product comes in, never a product itself: "unidades", "porciones", "frasco". */
  readonly containers: readonly string[];
  /** Unit → its words: `kg: [kilo, kilos, kg]`. */
  readonly measures: Readonly<Partial<Record<Measure, readonly string[]>>>;
  /**
   * Idea → words for it. Ideas have the same name in every language, so that "vermelho" finds the
   * value "rojo": `red: [rojo, roja, colorado]`.
   */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Name of a way to pay → words for it: `yape: [yape, yapear]`. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** Which of those ways mean paying on delivery or at the counter; the others go by link. */
  readonly cash: readonly string[];
  /** Word → place in a row: `primero: 1`; days of a month are counted so. */
  readonly ordinals: Readonly<Record<string, number>>;
  /** Word → weekday, 0 = Sunday. */
  readonly weekdays: Readonly<Record<string, number>>;
  /** Word → month, 1 = January. */
  readonly months: Readonly<Record<string, number>>;
  /** Word → its date every year, month and day in four digits: `navidad: 1225`. */
  readonly holidays: Readonly<Record<string, number>>;
  /** Word → days from today: `hoy: 0`, `manana: 1`. */
  readonly days: Readonly<Record<string, number>>;
  /** Part of the day → words: `afternoon: [tarde, por la tarde]`. */
  readonly parts: Readonly<Record<DayPart, readonly string[]>>;
  readonly spans: Readonly<Record<Span, readonly string[]>>;
  readonly cues: Readonly<Partial<Record<Cue, readonly string[]>>>;
}

export type AllWords = Readonly<Record<Language, Words>>;
