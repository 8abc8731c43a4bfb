package dev.sitefailover.endpoint.tcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One frame: the length of what follows (4 bytes), the type (1), an id (8), the payload. Texts are in {@link
 * java.io.DataOutput#writeUTF}'s form.
 */
record Frame(byte type, long id, DataInputStream payload) {
    static final byte LOGON = 1;
    static final byte LOGON_ACCEPTED = 2;
    static final byte LOGON_REFUSED = 3;
    static final byte REQUEST = 4;
    static final byte REPLY = 5;
    static final byte HEARTBEAT = 6;
    static final byte LOGOUT = 7;

    static final int LONGEST = 16 << 20;
    private static final int HEAD = 9;
    private static final int UTF_LIMIT = 65_535 / 3;

    /** The frame in those bytes, which come without their length. */
    static Frame of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        byte type = in.readByte();
        if (type < LOGON || type > LOGOUT) {
            throw new NotAFrameException("a frame of the unknown type " + type);
        }
        return new Frame(type, in.readLong(), in);
    }

    /** Fails for a length no frame has: what is read is no frame, and waiting for so many bytes would last for ever. */
    static int checked(int length) throws NotAFrameException {
        if (length < HEAD || length > LONGEST) {
            throw new NotAFrameException(
                    "a frame must have " + HEAD + " to " + LONGEST + " bytes, this says " + length);
        }
        return length;
    }

    /** The bytes of a frame, length included. */
    static byte[] bytes(byte type, long id, Payload payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0);
        out.writeByte(type);
        out.writeLong(id);
        payload.writeTo(out);
        byte[] frame = bytes.toByteArray();
        int length = frame.length - Integer.BYTES;
        if (length > LONGEST) {
            throw new IOException("a message must fit into " + LONGEST + " bytes, this one takes " + length);
        }
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[i] = (byte) (length >>> (24 - 8 * i));
        }
        return frame;
    }

    /** All of the payload that was not read yet. */
    byte[] rest() throws IOException {
        return payload.readAllBytes();
    }

    /** A text short enough to be written whatever its letters are. */
    static String fitting(String text) {
        return text.length() <= UTF_LIMIT ? text : text.substring(0, UTF_LIMIT);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes what a frame carries. */
    @FunctionalInterface
    interface Payload {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
