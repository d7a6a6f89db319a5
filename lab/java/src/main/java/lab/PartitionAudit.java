package lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares one partition with its copy. Every record of the copy is traced back to the source record it stems from;
 * what cannot be traced, is traced twice, or stands at the wrong place is a difference.
 */
final class PartitionAudit {
    private static final int EXAMPLES_PER_KIND = 3;

    /** A record as it was read. */
    record Entry(long offset, Fingerprint fingerprint) { }

    private final List<Entry> source;
    private final List<Entry> target;
    /** Index of the source record per record of the copy; -1 where the record is unknown at the source. */
    private final int[] origin;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();

    PartitionAudit(List<Entry> source, List<Entry> target) {
        this.source = source;
        this.target = target;
        this.origin = new int[target.size()];
        trace();
    }

    /** Kind of difference to number of records; empty when the copy is faithful. */
    Map<String, Integer> differences() {
        return counts;
    }

    List<String> examples() {
        return examples;
    }

    private void trace() {
        Map<Fingerprint, Deque<Integer>> waiting = new HashMap<>();
        Map<Fingerprint, Integer> firstIndex = new HashMap<>();
        for (int i = 0; i < source.size(); i++) {
            waiting.computeIfAbsent(source.get(i).fingerprint(), ignored -> new ArrayDeque<>()).add(i);
            firstIndex.putIfAbsent(source.get(i).fingerprint(), i);
        }
        List<Integer> unknown = new ArrayList<>();
        boolean[] repeated = new boolean[target.size()];
        boolean[] arrived = new boolean[source.size()];
        for (int t = 0; t < target.size(); t++) {
            Fingerprint fingerprint = target.get(t).fingerprint();
            Deque<Integer> candidates = waiting.get(fingerprint);
            if (candidates == null) {
                origin[t] = -1;
                unknown.add(t);
            } else if (candidates.isEmpty()) {
                origin[t] = firstIndex.get(fingerprint);
                repeated[t] = true;
                count("duplicated", "target offset " + target.get(t).offset() + " repeats source offset "
                    + source.get(origin[t]).offset());
            } else {
                origin[t] = candidates.poll();
                arrived[origin[t]] = true;
            }
        }
        traceChanged(unknown, arrived);
        for (int i = 0; i < source.size(); i++) {
            if (!arrived[i]) {
                count("lost", "source offset " + source.get(i).offset());
            }
        }
        reportReordered(repeated);
    }

    /** A record that is unknown at the source but equals a missing one in all fields except one was changed in that field. */
    private void traceChanged(List<Integer> unknown, boolean[] arrived) {
        if (unknown.isEmpty()) {
            return;
        }
        Map<Fingerprint, Deque<Integer>> almost = new HashMap<>();
        for (int i = 0; i < arrived.length; i++) {
            for (Fingerprint.Field field : Fingerprint.Field.values()) {
                if (!arrived[i]) {
                    almost.computeIfAbsent(source.get(i).fingerprint().without(field), ignored -> new ArrayDeque<>()).add(i);
                }
            }
        }
        for (int t : unknown) {
            for (Fingerprint.Field field : Fingerprint.Field.values()) {
                Deque<Integer> candidates = almost.getOrDefault(target.get(t).fingerprint().without(field), new ArrayDeque<>());
                candidates.removeIf(i -> arrived[i]);
                if (origin[t] == -1 && !candidates.isEmpty()) {
                    origin[t] = candidates.poll();
                    arrived[origin[t]] = true;
                    count("changed " + field.name().toLowerCase(), "source offset " + source.get(origin[t]).offset()
                        + ", target offset " + target.get(t).offset());
                }
            }
            if (origin[t] == -1) {
                count("foreign", "target offset " + target.get(t).offset() + " is no source record");
            }
        }
    }

    /** Records outside the longest increasing run of origins stand at the wrong place; repetitions are counted already. */
    private void reportReordered(boolean[] repeated) {
        int[] tails = new int[target.size()];
        int[] lengthAt = new int[target.size()];
        int length = 0;
        for (int t = 0; t < target.size(); t++) {
            if (origin[t] == -1 || repeated[t]) {
                continue;
            }
            int at = Arrays.binarySearch(tails, 0, length, origin[t]);
            int slot = at < 0 ? -at - 1 : at;
            tails[slot] = origin[t];
            lengthAt[t] = slot + 1;
            length = Math.max(length, slot + 1);
        }
        for (int t = target.size() - 1, expected = length; t >= 0; t--) {
            if (origin[t] == -1 || repeated[t]) {
                continue;
            }
            if (lengthAt[t] == expected) {
                expected--;
            } else {
                count("reordered", "source offset " + source.get(origin[t]).offset() + " stands at target offset " + target.get(t).offset());
            }
        }
    }

    private void count(String kind, String example) {
        if (counts.merge(kind, 1, Integer::sum) <= EXAMPLES_PER_KIND) {
            examples.add(kind + ": " + example);
        }
    }

    /**
     * What a consumer group meets when it moves: it has read the source up to (not including) {@code sourceOffset} and
     * resumes the copy at {@code targetOffset}.
     */
    Map<String, Object> move(long sourceOffset, long targetOffset) {
        int read = 0;
        while (read < source.size() && source.get(read).offset() < sourceOffset) {
            read++;
        }
        boolean[] seenAgain = new boolean[source.size()];
        int redelivered = 0;
        for (int t = 0; t < target.size(); t++) {
            if (target.get(t).offset() >= targetOffset && origin[t] >= 0) {
                seenAgain[origin[t]] = true;
                redelivered += origin[t] < read ? 1 : 0;
            }
        }
        int skipped = 0;
        for (int i = read; i < source.size(); i++) {
            skipped += seenAgain[i] ? 0 : 1;
        }
        return Map.of("source", sourceOffset, "target", targetOffset, "read", read, "skipped", skipped, "redelivered", redelivered);
    }
}
