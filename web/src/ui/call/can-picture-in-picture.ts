/** Whether this browser can show the call in a small window above all others. */
export function canPictureInPicture(): boolean {
  return 'documentPictureInPicture' in window || document.pictureInPictureEnabled === true;
}
