/**
 * The names under which whatsapp-web.js 1.34.7 looks things up in the page, and only what it takes from each.
 * That the real page has them tomorrow is nothing this can know.
 */
import { createWid, MsgKey } from './ids.js';
import { Cmd, Conn, codeFor, mine, Socket, syncProgress } from './link.js';
import { downloadAndMaybeDecrypt, getOrCreateMediaObject, OpaqueData, prepRawMedia, uploadMedia } from './media.js';
import { Collection, Model } from './models.js';
import { addAndSendMsgToChat, findOrCreateLatestChat, sendSeen, tellState } from './sending.js';
import { ask, habits } from './server.js';
import { Chat, Contact, lidOf, Msg, numberOf } from './store.js';

const nothing = () => {};
const links = (text) => [...String(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([href]) => ({ href, suspiciousCharacters: new Set() }));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const isMe = ({ id }) => [mine().number, mine().lid].some((own) => own?._serialized === id._serialized);
const missed = [];

/** Pairing and the first look at the page. */
const LINKING = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: syncProgress } },
  WAWebAltDeviceLinkingApi: {
    setPairingType: nothing,
    initializeAltDeviceLinking: async () => {},
    initializeQRLinking: async () => {},
    startAltLinkingFlow: codeFor,
  },
  WAWebLaunchSocketUtils: { refreshQR: () => Cmd.refreshQR() },
  WABase64: { encodeB64: base64 },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: new Uint8Array(32).fill(1) } }) } },
  WAWebSignalStoreApi: {
    waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: new Uint8Array(32).fill(2) } }) },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'c2VjcmV0' },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
};

const READY = {
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => mine().number, getMaybeMeLidUser: () => mine().lid },
  WAWebCollections: {
    Msg,
    Chat,
    Contact,
    Blocklist: new Collection(),
    BusinessProfile: new Collection((id) => new Model({ id })),
    WAWebNewsletterCollection: new Collection(),
    GroupMetadata: { update: async () => {} },
  },
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebCallCollection: { on: nothing, calls: new Map() },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: {
    handlePlaceholderMsgsSeen: (messages) => missed.push(...messages.map((message) => message.id._serialized)),
  },
  WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert: async () => {} } },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: async () => {} } },
};

const MESSAGES = {
  WALinkify: { findLink: (text) => links(text)[0], findLinks: links },
  WAWebChatGetters: { getIsNewsletter: ({ id }) => id.isNewsletter(), getIsBroadcast: ({ id }) => id.isBroadcast() },
  WAWebMsgKey: MsgKey,
  WAWebWidFactory: { createWid, asUserWidOrThrow: createWid, createWidFromWidLike: createWid },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebStreamModel: { Stream: { markAvailable: nothing, markUnavailable: nothing } },
  WAWebUpdateUnreadChatAction: { sendSeen },
  WAWebFindChatAction: { findOrCreateLatestChat },
  WAWebMsgReply: { canReplyMsg: () => true },
  WAWebQuotedMsgModelUtils: {
    getQuotedMsgObj: (message) => Msg.getModelsArray().find((one) => one.id.id === message.quotedStanzaID),
  },
  WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
  WAWebChatLoadMessages: { loadEarlierMsgs: async () => [] },
  WAWebChatStateBridge: {
    sendChatStateComposing: tellState('typing'),
    sendChatStateRecording: tellState('recording'),
    sendChatStatePaused: tellState('paused'),
  },
  WAWebPresenceChatAction: { sendPresenceAvailable: async () => {}, sendPresenceUnavailable: async () => {} },
};

const FILES = {
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia },
  WAWebMediaStorage: { getOrCreateMediaObject },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => true },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put: nothing } },
  WAWebMediaMmsV4Upload: { uploadMedia },
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt } },
};

const PEOPLE = {
  WAWebContactGetters: {
    getIsMe: isMe,
    getIsUser: ({ id }) => id.isUser(),
    getIsGroup: ({ id }) => id.isGroup(),
    getIsWAContact: () => true,
    getUserid: ({ id }) => id.user,
    getVerifiedName: nothing,
    getVerifiedLevel: nothing,
    getStatusMute: nothing,
    getName: nothing,
    getShortName: ({ pushname }) => pushname,
    getPushname: ({ pushname }) => pushname,
    getIsEnterprise: nothing,
  },
  WAWebFrontendContactGetters: { getIsMyContact: () => false },
  WAWebApiContact: {
    getAlternateUserWid: (wid) => numberOf(wid) ?? lidOf(wid),
    getCurrentLid: lidOf,
    getPhoneNumber: numberOf,
  },
  WAWebLidMigrationUtils: { toPn: numberOf },
  WAWebQueryExistsJob: { queryWidExists: async (wid) => ((await ask('/exists', { wid: wid._serialized })).known ? { wid } : null) },
};

const MODULES = { ...LINKING, ...READY, ...MESSAGES, ...FILES, ...PEOPLE };

/** @throws for a name the page does not have, as the real one does. */
export function requireModule(name) {
  const module = habits.missing.includes(name) ? undefined : MODULES[name];
  if (!module) throw new Error(`Requiring unknown module "${name}"`);
  return module;
}
