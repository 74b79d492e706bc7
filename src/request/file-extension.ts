/** Splits `photo.jpg` into `photo` and `.jpg`. Only what files are called in the web counts: `john.smith` has none. */
export function splitExtension(segment: string): readonly [stem: string, extension: string] {
  const dot = segment.lastIndexOf('.');
  if (dot < 1 || segment.length - dot > 12) return [segment, ''];
  const extension = segment.slice(dot).toLowerCase();
  return ASSETS.has(extension) || PAGES.has(extension) ? [segment.slice(0, dot), extension] : [segment, ''];
}

/** Whether files of this kind come in numbers: images, scripts, archives; but not pages. */
export function isAsset(extension: string): boolean {
  return ASSETS.has(extension);
}

const dotted = (names: string) => new Set(names.split(' ').map((name) => `.${name}`));

const ASSETS: ReadonlySet<string> = dotted(
  'js mjs cjs css map wasm ico png jpg jpeg jpe jfif gif svg svgz webp avif bmp tif tiff heic psd raw ' +
    'woff woff2 ttf otf eot mp3 mp4 m4a m4v m4s mpd m3u8 ts aac ogg oga ogv opus wav flac webm mov avi mkv mpg mpeg ' +
    'pdf doc docx xls xlsx ppt pptx odt ods odp epub mobi rtf csv tsv parquet txt md log srt vtt ' +
    'zip gz tgz bz2 xz zst 7z rar tar jar war apk ipa exe msi dmg pkg deb rpm iso whl gem bin dat sig asc sha256 ' +
    'swf pbf mvt glb gltf obj stl ics vcf bak old orig swp tmp sql',
);
const PAGES: ReadonlySet<string> = dotted(
  'html htm xhtml shtml php php3 php5 php7 phtml asp aspx ashx asmx axd jsp jspx jspa do action cgi pl cfm ' +
    'json jsonp xml rss atom yaml yml toml ini conf cfg env svc rb py sh lua fcgi',
);
