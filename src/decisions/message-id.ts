/** Ids of messages: the conversation's id and the message's number in it. */
export function messageId(conversationId: string, n: number): string {
  return `${conversationId}:${n}`;
}

/** The conversation of a message. */
export function conversationOfMessage(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}
