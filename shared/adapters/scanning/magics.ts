// The first bytes by which kinds of files are known.
import type { Family } from './file-types.ts'

type Magic = { readonly family: Family; readonly at?: number; readonly bytes: string }

const family = (name: Family, ...starts: readonly (string | readonly [number, string])[]): readonly Magic[] =>
  starts.map((start) =>
    typeof start === 'string'
      ? { family: name, bytes: start }
      : { family: name, at: start[0], bytes: start[1] },
  )

/** Bytes as Latin-1; the first that fits decides. */
export const magics: readonly Magic[] = [
  ...family('zip', 'PK\x03\x04', 'PK\x05\x06'),
  ...family('compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  ...family('rtf', '{\\rtf'),
  // JPEG, PNG, GIF, TIFF, BigTIFF, Photoshop, JPEG XL, icons
  ...family(
    'image',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'GIF87a',
    'GIF89a',
    'II*\0',
    'MM\0*',
    'II+\0',
    'MM\0+',
  ),
  ...family('image', '8BPS\0', '\xff\x0a', '\0\0\0\x0cJXL ', '\0\0\0\x0cjP  ', '\0\0\x01\0'),
  ...family(
    'image',
    [8, 'WEBP'],
    [4, 'ftyphei'],
    [4, 'ftypmif1'],
    [4, 'ftypmsf1'],
    [4, 'ftypavif'],
    [128, 'DICM'],
  ),
  // MP4 and its kin, RIFF, AIFF, MP3, AAC, AMR, Windows Media, MPEG, MIDI
  ...family(
    'sound',
    [4, 'ftyp'],
    [8, 'WAVE'],
    [8, 'AVI '],
    [8, 'AIFF'],
    [8, 'AIFC'],
    'ID3',
    'OggS',
    'fLaC',
    'MThd',
  ),
  ...family(
    'sound',
    '\xff\xfb',
    '\xff\xfa',
    '\xff\xf3',
    '\xff\xf2',
    '\xff\xf1',
    '\xff\xf9',
    '#!AMR',
    '\x1aE\xdf\xa3',
  ),
  ...family('sound', '\x30\x26\xb2\x75\x8e\x66\xcf\x11', '\0\0\x01\xba', '\0\0\x01\xb3', 'FLV\x01'),
  // gzip, compress, bzip2, 7z, RAR, xz, zstd, lz4, lzip, cabinet, spanned zip, ar, RPM, tar, cpio, xar, disc images of Windows
  ...family('packed', '\x1f\x8b', '\x1f\x9d', 'BZh', '7z\xbc\xaf\x27\x1c', 'Rar!\x1a\x07', '\xfd7zXZ\0'),
  ...family('packed', '\x28\xb5\x2f\xfd', '\x04\x22\x4d\x18', 'LZIP', 'MSCF', 'PK\x07\x08', '!<arch>\n'),
  ...family('packed', '\xed\xab\xee\xdb', [257, 'ustar'], '070701', '070707', 'xar!', 'MSWIM\0\0\0'),
  // What else holds files, or code, that is not looked for: notebooks (OneNote), attachments (TNEF), databases (Access)
  ...family('packed', '\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d', '\x78\x9f\x3e\x22', '\0\x01\0\0Standard '),
  // ELF, Java, Mach-O, Dalvik, WebAssembly, scripts, shortcuts, compiled help, disks that open by a click
  ...family(
    'executable',
    '\x7fELF',
    '\xca\xfe\xba\xbe',
    '\xce\xfa\xed\xfe',
    '\xcf\xfa\xed\xfe',
    '\xfe\xed\xfa\xce',
  ),
  ...family(
    'executable',
    '\xfe\xed\xfa\xcf',
    'dex\n03',
    '\0asm',
    '#!',
    'L\0\0\0\x01\x14\x02\0',
    'ITSF\x03\0',
  ),
  ...family('executable', 'vhdxfile', 'conectix'),
]

/** Of which the first bytes alone are words too: what follows has to be no text. */
export const binaryStarts: readonly Magic[] = [
  ...family('executable', 'MZ', 'FWS', 'CWS', 'ZWS'),
  ...family('image', 'BM'),
]
