import { Box, Modal, type ModalProps } from '@mantine/core';
import { MessagesHere } from './messages-here.tsx';

/** A dialog, which says itself what comes of what is done in it: the footer is out of reach behind it. */
export function Dialog({ children, ...modal }: ModalProps) {
  return (
    // The window itself does not scroll: locking that has the whole grid styled anew, at each dialog.
    <Modal lockScroll={false} {...modal}>
      {children}
      <Box mt="xs">
        <MessagesHere inDialog />
      </Box>
    </Modal>
  );
}
