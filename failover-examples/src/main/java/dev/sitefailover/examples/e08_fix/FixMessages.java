package dev.sitefailover.examples.e08_fix;

import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.ClOrdID;
import quickfix.field.ExecType;
import quickfix.field.MsgType;
import quickfix.field.OrdStatus;
import quickfix.field.PossDupFlag;
import quickfix.field.PossResend;

/** The few messages of this example; generic ones, so that no data dictionary is needed. */
public final class FixMessages {
    private FixMessages() {}

    public static Message order(String id, boolean sentBefore) {
        Message order = message(MsgType.ORDER_SINGLE, id);
        if (sentBefore) {
            order.getHeader().setBoolean(PossResend.FIELD, true);
        }
        return order;
    }

    static Message enquiry(String id) {
        return message(MsgType.ORDER_STATUS_REQUEST, id);
    }

    /** The site's answer to an order. */
    static Message taken(String id) {
        Message report = message(MsgType.EXECUTION_REPORT, id);
        report.setField(new ExecType(ExecType.NEW));
        report.setField(new OrdStatus(OrdStatus.NEW));
        return report;
    }

    /** The site's answer to an enquiry. */
    static Message status(String id, boolean known) {
        Message report = message(MsgType.EXECUTION_REPORT, id);
        report.setField(new ExecType(ExecType.ORDER_STATUS));
        report.setField(new OrdStatus(known ? OrdStatus.NEW : OrdStatus.REJECTED));
        return report;
    }

    static boolean isOf(Message message, String type) throws FieldNotFound {
        return message.getHeader().getString(MsgType.FIELD).equals(type);
    }

    public static String id(Message message) throws FieldNotFound {
        return message.getString(ClOrdID.FIELD);
    }

    static boolean answersEnquiry(Message report) throws FieldNotFound {
        return report.getChar(ExecType.FIELD) == ExecType.ORDER_STATUS;
    }

    static boolean isKnown(Message report) throws FieldNotFound {
        return report.getChar(OrdStatus.FIELD) != OrdStatus.REJECTED;
    }

    /** Whether the sender says that it may have sent this before. */
    static boolean isPossibleDuplicate(Message message) throws FieldNotFound {
        return flag(message, PossDupFlag.FIELD) || flag(message, PossResend.FIELD);
    }

    private static boolean flag(Message message, int field) throws FieldNotFound {
        return message.getHeader().isSetField(field) && message.getHeader().getBoolean(field);
    }

    private static Message message(String type, String id) {
        Message message = new Message();
        message.getHeader().setString(MsgType.FIELD, type);
        message.setString(ClOrdID.FIELD, id);
        return message;
    }
}
