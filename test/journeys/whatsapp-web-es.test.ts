/**
 * The purchase over WhatsApp Web in `es`. A file for each language: browsers are slow, and files run side by side.
 */
import { chromium } from '../stand-ins/whatsapp-web/line.ts';
import { tellPurchases } from './whatsapp-purchase.ts';

tellPurchases('es', chromium !== null);
