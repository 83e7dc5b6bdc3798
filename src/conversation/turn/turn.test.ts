/**
 * What the shop says next, told as customers live it: the sample shop's own files, one turn after the
 * other. That repair holds at every step is in `repair.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../../test/stand-ins/chat-story.ts';

const files = await sampleShop();

function story(): ChatStory {
  return new ChatStory(files);
}

/** With her name and phone given, at the question how she pays. */
function atPayment(wish = 'quiero una tote'): ChatStory {
  return story().say(wish, 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321');
}

/** An order that is placed, to be paid in cash. */
function withOrder(wish?: string): ChatStory {
  return atPayment(wish).say('efectivo', 'sí');
}

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('yes and no', () => {
  test('"sí" closes the order, confirms the total, and places it', () => {
    const ana = story().say('quiero una tote', 'sí');
    expect(ana.text).toContain('¿Cómo lo recibes?');
    ana.say('recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    expect(ana.orders).toHaveLength(1);
  });

  test('"sí" to a question that needs an answer of its own asks it again and changes nothing', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'sí');
    expect(ana.text).toContain('¿Cómo lo recibes?');
    expect(ana.cart.delivery).toBeNull();
  });

  test('"sí" empties the cart only where that was asked', () => {
    const ana = story().say('quiero una tote', 'cancelar', 'sí');
    expect(ana.lines).toEqual([]);
    const rosa = story().say('quiero una tote', 'cancelar', '¿a qué hora atienden?', 'sí');
    expect(rosa.lines).toEqual(['1 tote']);
  });

  test('"no" to the total asks what to change; a product is taken out with one tap', () => {
    const ana = atPayment('quiero una tote y 2 pañuelos').say('efectivo', 'no');
    expect(ana.text).toContain('¿Qué cambiamos?');
    ana.tap('Los productos').tap('Quitar Bolsa');
    expect(ana.lines).toEqual(['2 panuelo']);
    expect(ana.text).toContain('¿Lo confirmo?');
  });

  test('"no" where an answer is needed says that it is needed', () => {
    expect(story().say('quiero una tote', 'cerrar pedido', 'no').text).toContain('Eso no lo puedo saltar');
  });

  test('"no" to the name to embroider leaves it out', () => {
    expect(story().say('quiero una casaca talla M', 'no').lines).toEqual(['1 casaca m']);
  });

  test('"no" to what a flow need not know goes on', () => {
    const ana = story().say('pedido corporativo', '30 polos con logo', 'no');
    expect(ana.text).toContain('¿A qué celular');
  });

  test('"sí" after the price of something without options puts it down', () => {
    expect(story().say('¿cuánto cuesta la tote?', 'sí').lines).toEqual(['1 tote']);
  });
});

describe('nothing is said twice', () => {
  test('the total is told when the last option is known, not after each of them', () => {
    const ana = story().say('quiero un polo');
    expect(ana.text).not.toContain('S/');
    ana.say('rojo');
    expect(ana.text).not.toContain('S/');
    ana.say('M');
    expect(times(ana.text, 'S/ 45.00')).toBe(1);
  });

  test('a correction at the summary is said back, and the new total once', () => {
    const ana = atPayment().say('efectivo', 'mejor 2');
    expect(ana.text).toContain('2 × Bolsa tote en vez de 1 × Bolsa tote');
    expect(times(ana.text, 'Total')).toBe(1);
    expect(ana.text).not.toContain('Llevas');
  });

  test('three products of one message are one paragraph', () => {
    expect(story().say('quiero 3 totes y 2 pañuelos y una gorra negra').text).toContain(
      'Agregué 3 × Bolsa tote.\nAgregué 2 × Pañuelo estampado.\nAgregué 1 × Gorra de algodón (Negro).',
    );
  });

  test('once the zone is known the total has the delivery in it', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'envío', 'Surco', 'agrega un pañuelo');
    expect(ana.text).toContain('Total con envío: S/ 62.00');
  });

  test('who comes back at the summary is shown the summary, not the cart beside it', () => {
    const ana = atPayment()
      .say('efectivo')
      .waitMinutes(24 * 60)
      .say('hola');
    expect(ana.text).toContain('Guardé lo que habías elegido');
    expect(times(ana.text, 'Bolsa tote')).toBe(1);
  });

  test('a greeting in front of an order, or from someone just welcomed back, is not answered again', () => {
    const ana = story()
      .say('quiero una tote')
      .waitMinutes(24 * 60)
      .say('hola');
    expect(times(ana.text, 'Hola')).toBe(1);
  });

  test('she is told only once who is speaking', () => {
    const ana = story().say('hola', 'quiero una tote', 'vacía el carrito', 'hola');
    expect(ana.text).toContain('Hola de nuevo');
    expect(ana.text).not.toContain('asistente');
  });
});

describe('what is sold', () => {
  test('a card is the only question of its turn, also in the middle of the checkout', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'catálogo').tap('Polo');
    expect(ana.last).toHaveLength(1);
    expect(ana.last[0]?.body).toMatchObject({ kind: 'menu', image: { name: 'polo.png' } });
    ana.tap('Seguir');
    expect(ana.text).toContain('¿Cómo lo recibes?');
  });

  test('instead of a size that is sold out the sizes that there are can be had with one tap, as many as she wanted', () => {
    const ana = story().say('quiero 2 polos negros M');
    expect(ana.text).toContain('Polo de algodón pima (Negro, M): agotado');
    expect(ana.options.map(({ label }) => label)).toEqual(['S', 'L', 'XL', 'Ver otras opciones']);
    expect(ana.tap('L').lines).toEqual(['2 polo negro l']);
  });

  test('what there is is asked on: the option that is open, else how many', () => {
    expect(story().say('¿tienes polos rojos?', 'M').lines).toEqual(['1 polo rojo m']);
    expect(story().say('¿tienes polera plomo en L?', '2').lines).toEqual(['2 polera plomo l']);
    expect(story().say('¿cuánto cuesta la tote?', '3').lines).toEqual(['3 tote']);
  });

  test('an option of a card is chosen in the words of whoever chooses', () => {
    expect(story().say('¿cuánto cuesta la polera?', 'gris').lines).toEqual(['1 polera plomo']);
    expect(new ChatStory(files, 'en').say('how much is the hoodie?', 'grey', 'medium').lines).toEqual(['1 polera plomo m']);
  });

  test('a change to a size that is sold out leaves the line as it was', () => {
    const ana = story().say('quiero 1 polo negro S', 'mejor talla M');
    expect(ana.lines).toEqual(['1 polo negro s']);
    expect(ana.tap('XL').lines).toEqual(['1 polo negro xl']);
  });

  test('who has all there is of something is told so, not that it is sold out', () => {
    const ana = story().say('quiero 3 gorras azules', 'agrega 2 gorras azules más');
    expect(ana.text).toContain('lo que hay ya está en tu pedido');
    expect(ana.options.map(({ label }) => label)).not.toContain('Azul');
  });

  test('more than there is: what is left is offered', () => {
    expect(story().say('quiero 40 totes').tap('Llevar 15').lines).toEqual(['15 tote']);
  });

  test('the text to embroider stands in the summary', () => {
    const ana = story().say('quiero una casaca talla M', 'Lucía', 'sí', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
    expect(ana.text).toContain('Casaca bordada por encargo (M, Lucía) — S/ 189.00');
  });
});

describe('where it goes', () => {
  test('a district that we do not reach: another one or pickup; all districts only on demand', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'envío', 'Huancayo');
    expect(ana.text).not.toContain('Barranco, Miraflores');
    ana.tap('Ver distritos');
    expect(ana.text).toContain('Barranco, Miraflores');
    expect(ana.say('Lince').text).toContain('Sí llegamos a Lince');
  });

  test('free from an amount: the zone says free where she has reached it', () => {
    const ana = story().say('quiero 4 polos rojos M', 'cerrar pedido', 'envío', 'Barranco');
    expect(ana.text).toContain('Envío: gratis');
  });

  test('an address that comes where the district was asked is kept, and the district is asked again', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'envío', 'Jr. Las Palmas 123');
    expect(ana.text).toContain('Anoté la dirección: Jr. Las Palmas 123');
    expect(ana.text).toContain('¿A qué distrito');
  });

  test('a district whose fee she asked is where the street is that she gives then; another one that is named wins', () => {
    const ana = story().say('quiero una tote', 'me lo mandan a Surco?', 'Av. Caminos del Inca 1234 dpto 301');
    expect(ana.text).toContain('Santiago de Surco');
    expect(ana.cart.delivery).toMatchObject({ district: 'Santiago de Surco', address: 'Av. Caminos del Inca 1234 dpto 301' });
    const luis = story().say('quiero una tote', 'me lo mandan a Surco?', 'Av. Larco 345, Miraflores');
    expect(luis.cart.delivery).toMatchObject({ district: 'Miraflores' });
  });

  test('a location sent for an order that is picked up does not turn it into a delivery', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'recojo').send({ kind: 'location', lat: -12.1, lng: -77 });
    expect(ana.cart.delivery).toEqual({ kind: 'pickup' });
    expect(ana.text).toContain('es para recoger');
  });

  test('a location is an address: the summary says so', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'envío', 'Surco').send({ kind: 'location', lat: -12.1, lng: -77 });
    expect(ana.say('Ana Quispe', '987654321', 'efectivo').text).toContain('Dirección: la ubicación que enviaste');
  });

  test('the promise asked about in the middle waits for what is made to order', () => {
    const stocked = story().say('quiero una tote', '¿cuánto sale el envío a Surco?').text;
    const made = story().say('quiero una casaca talla M', 'no', '¿cuánto sale el envío a Surco?').text;
    expect(stocked).toContain('llega el jue 26 nov');
    expect(made).toContain('llega el mié 2 dic');
  });

  test('below the minimum of a zone more can be added, or it is picked up', () => {
    const ana = story().say('quiero un par de medias gris', 'cerrar pedido', 'envío', 'Los Olivos');
    expect(ana.text).toContain('faltan S/ 28.00');
    expect(ana.tap('Recojo').text).toContain('¿A nombre de quién?');
  });

  test('the second time the same address is one tap, and name and phone are known', () => {
    const ana = story().say(
      'quiero una tote',
      'cerrar pedido',
      'envío',
      'Surco',
      'Av. Primavera 123',
      'Ana Quispe',
      '987654321',
      'efectivo',
      'sí',
    );
    ana.say('100');
    expect(ana.text).toContain('¿Guardo esta dirección para la próxima?');
    ana.say('sí', 'quiero un pañuelo', 'cerrar pedido').tap('A la misma dirección');
    expect(ana.text).toContain('¿Cómo quieres pagar?');
    expect(ana.say('efectivo').text).toContain('Dirección: Av. Primavera 123');
  });
});

describe('buttons of before', () => {
  test('"sí, vaciarlo" of an earlier question does not empty what was chosen since', () => {
    const ana = story().say('quiero una tote', 'cancelar');
    const empty = ana.options.find(({ means }) => means === 'yes');
    ana.say('no', 'quiero un pañuelo').choose(empty ?? { token: '' });
    expect(ana.lines).toEqual(['1 tote', '1 panuelo']);
    expect(ana.text).toContain('ya no vale');
  });

  test('an answer of an order that is placed already changes nothing', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido');
    const pickup = ana.options.find(({ label }) => label.startsWith('Recojo'));
    ana.say('recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí').choose(pickup ?? { token: '' });
    expect(ana.text).toContain('ya no vale');
    expect(ana.text).toContain('Pedido #1001');
    expect(ana.cart.delivery).toBeNull();
  });

  test('the beginning of a label means the menu only while it is on the table', () => {
    const ana = story().say('guía de tallas', 'polos');
    expect(ana.text).toContain('ancho de pecho');
    ana.say('polo');
    expect(ana.text).not.toContain('ancho de pecho');
  });
});

describe('after the order', () => {
  test('who thanks after buying is not pushed to buy', () => {
    const ana = withOrder().say('gracias');
    expect(ana.options).toEqual([]);
    expect(ana.conversation.pending).toBeNull();
  });

  test('cancelling an order is asked first', () => {
    const ana = withOrder().say('cancela mi pedido');
    expect(ana.text).toContain('¿Cancelo el pedido #1001?');
    expect(ana.orders[0]?.status).toBe('confirmed');
    expect(ana.say('sí').text).toContain('quedó cancelado');
    expect(ana.orders[0]?.status).toBe('cancelled');
  });

  test('an order with money in it is cancelled by a person', () => {
    const ana = withOrder();
    ana.orders.splice(0, 1, ...ana.orders.map((order) => ({ ...order, paymentStatus: 'paid' as const })));
    ana.say('cancelar');
    expect(ana.text).toContain('ya tiene un pago');
    expect(ana.seller).toEqual(['person-wanted']);
    expect(ana.orders[0]?.status).toBe('confirmed');
  });

  test('"when does it come?" after the order is about the order', () => {
    expect(withOrder().say('¿cuándo llega?').text).toContain('Pedido #1001');
  });

  test('a change of an order that is placed is made here, and of one that is prepared it is handed to a person', () => {
    const ana = withOrder().say('quiero cambiar la dirección');
    expect(ana.text).toContain('¿A qué distrito');
    expect(ana.say('Barranco', 'Jr. Unión 345').text).toContain('¿Lo cambio?');
    expect(ana.say('no').text).toContain('sigue como estaba');
    expect(ana.orders[0]?.delivery).toEqual({ kind: 'pickup' });
    ana.orders.splice(0, 1, ...ana.orders.slice(0, 1).map((order) => ({ ...order, status: 'preparing' as const })));
    expect(ana.say('quiero cambiar la dirección').text).toContain('el cambio lo hace una persona');
    expect(ana.seller).toEqual(['person-wanted']);
  });

  test('an order that expired is made again with everything but the way to pay', () => {
    const ana = withOrder();
    const again = story();
    again.orders.push(...ana.orders.map((order) => ({ ...order, status: 'expired' as const })));
    again.say('mi pedido', 'sí');
    expect(again.lines).toEqual(['1 tote']);
    expect(again.cart.delivery).toEqual({ kind: 'pickup' });
  });
});

describe('words that are no orders', () => {
  test('thanks and goodbye are answered once', () => {
    expect(times(story().say('gracias, chau').text, 'Gracias a ti')).toBe(1);
  });

  test('a way to pay that was not asked for yet is said back', () => {
    expect(story().say('quiero una tote', 'pago en efectivo').text).toContain('Anotado: Efectivo');
  });

  test('a number of units that is none is asked again, and one that is too large is explained', () => {
    expect(story().say('quiero 0 totes').text).toContain('¿Cuántas unidades de Bolsa tote?');
    expect(story().say('quiero 60 totes').text).toContain('anoto hasta 50');
  });

  test('a name that is too long to embroider is asked for again', () => {
    const ana = story().say('quiero una casaca talla M', 'Maximiliana Josefina');
    expect(ana.text).toContain('entran hasta 12');
    expect(ana.conversation.pending?.slot).toBe('line.personal');
  });

  test('a street with a Spanish name leaves the conversation in Portuguese', () => {
    const bia = new ChatStory(files, 'pt').say('quero uma tote');
    bia.say('fechar pedido', 'entrega', 'Miraflores', 'Calle de las Flores 123, al lado del parque');
    expect(bia.conversation.language).toBe('pt');
  });

  test('nonsense after a card asks about the same product', () => {
    const ana = story().say('¿cuánto cuesta el polo?', 'qwrtp zxcvb');
    expect(ana.text).toContain('¿Qué color quieres?');
  });

  test('misses end with a person, who is called once; then it is said in other words', () => {
    const ana = story().say('qwrtp', 'zxcvb', 'plmkn');
    expect(ana.text).toContain('Ya le avisé al equipo');
    ana.say('wrtyp');
    expect(ana.text).toContain('El equipo ya está avisado');
    expect(ana.seller).toEqual(['customer-in-trouble']);
  });

  test('an emoji alone is no miss', () => {
    const ana = story().say('😀', '😀', '😀', '😀');
    expect(ana.seller).toEqual([]);
  });

  test('a question at the welcome passes its menu by', () => {
    const ana = story().say('hola', '¿a qué hora atienden?');
    expect(ana.text).not.toContain('¿Qué quieres hacer?');
    expect(ana.conversation.frames).toEqual([]);
  });

  test('a flow that was opened in the checkout gives way to the question that was open', () => {
    const ana = story().say('quiero una tote', 'cerrar pedido', 'envío', 'Surco', 'pedido corporativo', 'cancelar');
    expect(ana.text).toContain('¿Cuál es la dirección?');
  });
});
