/** The objects of the Bot API that the stand-in makes, as far as it makes them. `schema.json` checks them on their way out. */

export interface User {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
}

export interface Chat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly first_name?: string;
  readonly title?: string;
}

export interface Entity {
  readonly type: string;
  /** UTF-16 units, as indices of a string. */
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

export interface Button {
  readonly text: string;
  readonly callback_data?: string | undefined;
  readonly url?: string | undefined;
}

export interface KeyboardButton {
  readonly text: string;
  readonly request_location?: boolean;
  readonly request_contact?: boolean;
}

export interface FileFacts {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size: number;
}

export interface Message {
  readonly message_id: number;
  /** s since the epoch. */
  readonly date: number;
  readonly edit_date?: number;
  readonly chat: Chat;
  readonly from: User;
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly caption?: string;
  readonly caption_entities?: readonly Entity[];
  readonly photo?: readonly (FileFacts & { readonly width: number; readonly height: number })[];
  readonly document?: FileFacts & { readonly file_name: string; readonly mime_type: string };
  readonly voice?: FileFacts & { readonly duration: number; readonly mime_type: string };
  readonly video?: FileFacts & { readonly width: number; readonly height: number; readonly duration: number; readonly mime_type: string };
  readonly sticker?: FileFacts & {
    readonly type: 'regular';
    readonly width: number;
    readonly height: number;
    readonly is_animated: boolean;
    readonly is_video: boolean;
    readonly emoji: string;
  };
  readonly contact?: { readonly phone_number: string; readonly first_name: string; readonly user_id?: number };
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly reply_to_message?: Message;
  readonly reply_markup?: { readonly inline_keyboard: readonly (readonly Button[])[] };
}

export type Content = Omit<Message, 'message_id' | 'date' | 'chat' | 'from'>;

export type News =
  | { readonly message: Message }
  | { readonly edited_message: Message }
  | {
      readonly callback_query: {
        readonly id: string;
        readonly from: User;
        readonly chat_instance: string;
        /** Where it is older than what the bot may still see, only its place: `date` 0. */
        readonly message: Message | { readonly chat: Chat; readonly message_id: number; readonly date: 0 };
        readonly data: string;
      };
    }
  | {
      readonly my_chat_member: {
        readonly chat: Chat;
        readonly from: User;
        readonly date: number;
        readonly old_chat_member: Member;
        readonly new_chat_member: Member;
      };
    };

export type Member =
  | { readonly user: User; readonly status: 'member' | 'left' }
  | { readonly user: User; readonly status: 'kicked'; readonly until_date: number };

export type Update = { readonly update_id: number } & News;
