package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Report;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Blackhole;
import dev.sitefailover.fault.Capacity;
import dev.sitefailover.fault.ClockSkew;
import dev.sitefailover.fault.ColdStart;
import dev.sitefailover.fault.Corrupt;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Duplicate;
import dev.sitefailover.fault.ErrorRate;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Flap;
import dev.sitefailover.fault.Gray;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.LostAck;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.Refuse;
import dev.sitefailover.fault.Reset;
import dev.sitefailover.fault.Slow;
import dev.sitefailover.fault.TlsExpired;
import dev.sitefailover.fault.WrongSite;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;

/** What each fault does to messages. What a fault does to replication and names is the site's and the simulation's. */
final class Behaviours {

    /** How much slower than usual a cold site is in its first moment. */
    private static final double COLD = 40;

    /** No drawn delay is longer than this many nanoseconds. */
    private static final double LONGEST = 1e17;

    private Behaviours() {}

    static Behaviour of(Fault fault, SimulatedSite site, long placedAt) {
        if (fault instanceof Refuse || fault instanceof Crash) {
            return new Refusing(site.failures().refused());
        } else if (fault instanceof TlsExpired) {
            return new Refusing(site.failures().expired());
        } else if (fault instanceof Blackhole) {
            return new Swallowing();
        } else if (fault instanceof Hang hang) {
            return new Hanging(hang.afterRequests());
        } else if (fault instanceof Reset reset) {
            return resetting(reset, site.failures());
        } else if (fault instanceof Slow slow) {
            return new Slowing(slow.by());
        } else if (fault instanceof ErrorRate errors) {
            return new Failing(errors.p());
        } else if (fault instanceof Gray gray) {
            return new Graying(gray);
        } else if (fault instanceof LostAck lost) {
            return new Losing(lost.p());
        } else if (fault instanceof Duplicate duplicate) {
            return new Doubling(duplicate.p());
        } else if (fault instanceof Corrupt corrupt) {
            return new Corrupting(corrupt.p());
        } else if (fault instanceof Flap flap) {
            return new Flapping(flap, placedAt, site.failures());
        } else if (fault instanceof Partition partition && partition.between() == Between.CLIENT) {
            return new Cutting(partition.direction());
        } else if (fault instanceof ColdStart cold) {
            return new Warming(cold.warmup().toNanos(), site, placedAt);
        } else if (fault instanceof WrongSite) {
            return new Misnaming();
        } else if (fault instanceof ClockSkew skew) {
            return new Skewing(skew.offset());
        } else if (fault instanceof Capacity) {
            throw new IllegalArgumentException(
                    "capacity is played by live sites only: a simulated site does not know how long its work takes");
        }
        return new Harmless();
    }

    private static Behaviour resetting(Reset reset, Failures failures) {
        return switch (reset.phase()) {
            case CONNECT -> new Refusing(failures.resetConnecting());
            case REQUEST -> new ResettingRequests(failures.reset());
            case RESPONSE -> new ResettingResponses(failures.reset());
        };
    }

    private interface OnConnecting extends Behaviour {
        @Override
        default boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.CONNECT;
        }
    }

    private interface OnRequests extends Behaviour {
        @Override
        default boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.REQUEST;
        }
    }

    private interface OnResponses extends Behaviour {
        @Override
        default boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.RESPONSE;
        }
    }

    private record Harmless() implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return false;
        }
    }

    private record Refusing(Verdict verdict) implements OnConnecting {
        @Override
        public Verdict connect(Message message, long now, Chance chance) {
            return verdict;
        }
    }

    private record Swallowing() implements OnConnecting {
        @Override
        public Verdict connect(Message message, long now, Chance chance) {
            return Verdict.DROP;
        }
    }

    /** The one fault that counts: how many requests it has let through. */
    private static final class Hanging implements OnRequests {
        private long left;

        Hanging(long left) {
            this.left = left;
        }

        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return left-- > 0 ? Verdict.PASS : Verdict.DROP;
        }
    }

    private record ResettingRequests(Verdict verdict) implements OnRequests {
        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return verdict;
        }
    }

    private record ResettingResponses(Verdict verdict) implements OnResponses {
        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return verdict;
        }
    }

    private record Slowing(Slow.By by) implements OnResponses {
        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return new Verdict.Delay(extra(message, chance));
        }

        private long extra(Message message, Chance chance) {
            if (by instanceof Slow.Factor factor) {
                return (long) ((factor.factor() - 1) * message.roundTrip());
            } else if (by instanceof Slow.Fixed fixed) {
                return fixed.latency().toNanos();
            }
            Slow.Spread spread = (Slow.Spread) by;
            // A median of nothing has no logarithm; a nanosecond is near enough.
            double p50 = Math.max(1.0, 1.0 * spread.p50().toNanos());
            double p99 = Math.max(1.0, 1.0 * spread.p99().toNanos());
            return (long) Math.min(chance.logNormal(p50, p99), LONGEST);
        }
    }

    private record Failing(double p) implements OnRequests {
        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return chance.chance(p) ? Failures.FAILED_INSIDE : Verdict.PASS;
        }
    }

    private record Graying(Gray gray) implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.REQUEST
                    && !(request instanceof ProbePing)
                    && (gray.operations().isEmpty() || gray.operations().contains(request.operation()));
        }

        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return chance.chance(gray.fraction()) ? Failures.FAILED_INSIDE : Verdict.PASS;
        }
    }

    private record Losing(double p) implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.RESPONSE && request instanceof Submission;
        }

        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return chance.chance(p) ? Verdict.DROP : Verdict.PASS;
        }
    }

    private record Doubling(double p) implements OnRequests {
        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return chance.chance(p) ? Verdict.TWICE : Verdict.PASS;
        }
    }

    /** Only content can be damaged: replies without a digest pass. */
    private record Corrupting(double p) implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.RESPONSE && (request instanceof Enquiry || request instanceof ReportDownload);
        }

        @Override
        public Verdict response(Message message, long now, Chance chance) {
            boolean content = message.answer instanceof Records || message.answer instanceof Report;
            return content && chance.chance(p) ? Verdict.CORRUPT : Verdict.PASS;
        }
    }

    private record Misnaming() implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.RESPONSE && (request instanceof ProbePing || request instanceof Greeting);
        }

        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return new Verdict.Change(Misnaming::misnamed);
        }

        private static ClearingReply misnamed(ClearingReply answer) {
            if (answer instanceof Pong pong) {
                return new Pong(WrongSite.NAME, pong.position());
            }
            return answer instanceof Greeted greeted
                    ? new Greeted(WrongSite.NAME, greeted.position(), greeted.environment(), greeted.time())
                    : answer;
        }
    }

    private record Skewing(Duration offset) implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stage == Stage.RESPONSE && request instanceof Greeting;
        }

        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return new Verdict.Change(this::skewed);
        }

        private ClearingReply skewed(ClearingReply answer) {
            return answer instanceof Greeted greeted && greeted.time() != null
                    ? greeted.at(greeted.time().plus(offset))
                    : answer;
        }
    }

    private record Flapping(Flap flap, long placedAt, Failures failures) implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stage != Stage.RESPONSE;
        }

        @Override
        public Verdict connect(Message message, long now, Chance chance) {
            return isDown(now) ? failures.refused() : Verdict.PASS;
        }

        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return isDown(now) ? failures.reset() : Verdict.PASS;
        }

        /** Starts down: what has been placed is in place. */
        private boolean isDown(long now) {
            long down = flap.down().toNanos();
            return (now - placedAt) % (down + flap.up().toNanos()) < down;
        }
    }

    private record Cutting(Direction direction) implements Behaviour {
        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return (stage == Stage.REQUEST && direction != Direction.RESPONSE)
                    || (stage == Stage.RESPONSE && direction != Direction.REQUEST);
        }

        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return Verdict.DROP;
        }

        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return Verdict.DROP;
        }
    }

    /** Also a site that serves when this is placed starts cold there and then. */
    private record Warming(long warmup, SimulatedSite site, long placedAt) implements OnResponses {
        @Override
        public Verdict response(Message message, long now, Chance chance) {
            long left = warmup - (now - Math.max(placedAt, site.startedAt()));
            return left <= 0
                    ? Verdict.PASS
                    : new Verdict.Delay((long) ((COLD - 1) * message.roundTrip() * ((double) left / warmup)));
        }
    }
}
