package org.handover.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.handover.custody.Canonical;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where an instance stands, what else runs of its handover, and every row that the record has of it: so that a repair can say what it changed.
 *
 * @param found hash over what of the instance has an id: it stands elsewhere as soon as something was done
 * @param waiting what waits in it, in words, and how often, e.g. {@code task ReviewGrouping}
 * @param instances the running instances of the handover, by id, in words
 * @param rows how often each row is there, by table and hash of its content
 */
record InstanceState(
        String found,
        Map<String, Integer> waiting,
        Map<String, String> instances,
        Map<String, Map<String, Integer>> rows) {

    private static final String TOKENS =
            """
            select 'token ' || e.act_id_ as line, e.id_ as id from act_ru_execution e
            where e.proc_inst_id_ = :instance and e.is_active_ = true and e.act_id_ is not null
            union all
            select 'task ' || t.task_def_key_, t.id_ from act_ru_task t where t.proc_inst_id_ = :instance
            union all
            select case when j.type_ = 'timer' then 'timer ' else 'job ' end || d.act_id_, j.id_
            from act_ru_job j join act_ru_jobdef d on d.id_ = j.job_def_id_ where j.process_instance_id_ = :instance
            union all
            select 'message ' || s.event_name_, s.id_ from act_ru_event_subscr s where s.proc_inst_id_ = :instance
            union all
            select 'version ' || p.version_, p.id_ from act_re_procdef p
            join act_ru_execution e on e.proc_def_id_ = p.id_ where e.id_ = :instance""";

    static InstanceState of(JdbcClient jdbc, String instance, Reference reference) {
        var waiting = new TreeMap<String, Integer>();
        var ids = new ArrayList<String>();
        jdbc.sql(TOKENS + " order by 1, 2").param("instance", instance).query(row -> {
            waiting.merge(row.getString("line"), 1, Integer::sum);
            ids.add(row.getString("line") + " " + row.getString("id"));
        });
        var instances = new HashMap<String, String>();
        jdbc.sql(
                        """
                select e.id_ as id, e.business_key_ || ' of ' || d.key_ as line from act_ru_execution e
                join act_re_procdef d on d.id_ = e.proc_def_id_
                where e.parent_id_ is null and (e.business_key_ = :reference or e.business_key_ like :within)""")
                .param("reference", reference.value())
                .param("within", reference + "/%")
                .query(row -> {
                    instances.put(row.getString("id"), row.getString("line"));
                });
        var rows = new TreeMap<String, Map<String, Integer>>();
        for (String table : tables(jdbc)) {
            var ofTable = new HashMap<String, Integer>();
            jdbc.sql("select * from " + table + " where reference = :reference")
                    .param("reference", reference.value())
                    .query(row -> {
                        var values = new ArrayList<Object>();
                        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                            values.add(row.getString(column));
                        }
                        ofTable.merge(Canonical.hash(values.toArray()), 1, Integer::sum);
                    });
            rows.put(table, ofTable);
        }
        return new InstanceState(Canonical.hash(ids.toArray()), waiting, instances, rows);
    }

    /** Every table with rows of a handover; what was signed of it and its repairs are no part of what a repair does. */
    private static List<String> tables(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                select lower(c.table_name) from information_schema.columns c
                join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
                where lower(c.table_schema) = 'public' and lower(c.column_name) = 'reference' and t.table_type = 'BASE TABLE'
                and lower(c.table_name) not in ('repair', 'custody_digest', 'custody_digest_head') order by 1""")
                .query(String.class)
                .list();
    }

    /** What became of it, line by line in a fixed order; ids are not in it, so that the same repair has the same lines. */
    List<String> changedTo(InstanceState after) {
        var lines = new ArrayList<String>();
        differences("gone", waiting, after.waiting, lines);
        differences("new", after.waiting, waiting, lines);
        differences("gone: instance", others(instances, after.instances), lines);
        differences("new: instance", others(after.instances, instances), lines);
        for (String table : rows.keySet()) {
            int added = number(after.rows.getOrDefault(table, Map.of()), rows.get(table));
            int removed = number(rows.get(table), after.rows.getOrDefault(table, Map.of()));
            int changed = Math.min(added, removed);
            row("changed", table, changed, lines);
            row("added", table, added - changed, lines);
            row("removed", table, removed - changed, lines);
        }
        return lines;
    }

    private static void differences(
            String what, Map<String, Integer> of, Map<String, Integer> against, List<String> lines) {
        of.forEach((line, times) -> {
            int more = times - against.getOrDefault(line, 0);
            if (more > 0) {
                lines.add("%s: %s%s".formatted(what, line, more == 1 ? "" : ", %d times".formatted(more)));
            }
        });
    }

    private static void differences(String what, List<String> of, List<String> lines) {
        of.forEach(line -> lines.add("%s %s".formatted(what, line)));
    }

    private static List<String> others(Map<String, String> of, Map<String, String> against) {
        return of.entrySet().stream()
                .filter(each -> !against.containsKey(each.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.toList());
    }

    private static int number(Map<String, Integer> of, Map<String, Integer> against) {
        return of.entrySet().stream()
                .mapToInt(each -> Math.max(0, each.getValue() - against.getOrDefault(each.getKey(), 0)))
                .sum();
    }

    private static void row(String what, String table, int number, List<String> lines) {
        if (number > 0) {
            lines.add("record: %d %s in %s".formatted(number, what, table));
        }
    }
}
