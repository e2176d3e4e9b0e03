-- What breaks the rules of tenancy, one row each: the rule and what breaks it.
-- Parameters: owned, shared, local, small_keys (arrays of table names).
with listed as (
    select unnest(%(owned)s::text[]) as name, 'owned' as kind
    union all select unnest(%(shared)s::text[]), 'shared'
    union all select unnest(%(local)s::text[]), 'local'
), relation as (
    select class.oid, class.relname::text as name,
           (select min(listed.kind) from listed where listed.name = class.relname) as kind
      from pg_class class
     where class.relkind in ('r', 'p')
       and class.relnamespace = 'public'::regnamespace
), field as (
    select relation.name as relation, relation.oid, relation.kind, attribute.attname::text as name,
           attribute.attnum as number, format_type(attribute.atttypid, null) as type,
           attribute.attnotnull as is_required, attribute.attidentity <> '' as is_counted,
           attribute.atthasdef and pg_get_expr(fallback.adbin, fallback.adrelid) ~ 'nextval|uuid'
               as is_made_by_the_database
      from relation
      join pg_attribute attribute
        on attribute.attrelid = relation.oid and attribute.attnum > 0
       and not attribute.attisdropped
      left join pg_attrdef fallback
        on fallback.adrelid = relation.oid and fallback.adnum = attribute.attnum
), key as (
    select relation.name as relation, relation.kind, index.indisprimary as is_primary,
           index.indexrelid::regclass::text as name,
           array(select field.name from field
                  where field.oid = relation.oid
                    and field.number = any (index.indkey[:index.indnkeyatts - 1])) as fields
      from relation
      join pg_index index on index.indrelid = relation.oid
     where index.indisunique or index.indisexclusion
), reference as (
    select near.name as relation, near.kind, far.name as target, far.kind as target_kind,
           held.conname::text as name, held.condeferrable as is_deferrable,
           held.confdeltype as on_delete, held.confupdtype as on_update,
           exists (
               select from unnest(held.conkey, held.confkey) as pair(here, there)
                 join field here on here.oid = held.conrelid and here.number = pair.here
                 join field there on there.oid = held.confrelid and there.number = pair.there
                where here.name = 'organisation_id' and there.name = 'organisation_id'
           ) as carries_organisation
      from pg_constraint held
      join relation near on near.oid = held.conrelid
      left join relation far on far.oid = held.confrelid
     where held.contype = 'f'
)
select 'a table stands in one list', name
  from relation where kind is null
union all
select 'a table stands in one list', name
  from listed group by name having count(*) > 1
union all
select 'a table that is listed exists', name
  from listed where name not in (select name from relation)
union all
select 'an owned table names its organisation', relation.name
  from relation
 where kind = 'owned'
   and not exists (select from field where field.oid = relation.oid
                      and field.name = 'organisation_id' and field.type = 'uuid'
                      and field.is_required)
union all
select 'an owned table has a primary key', relation.name
  from relation
 where kind = 'owned'
   and not exists (select from key where key.relation = relation.name and key.is_primary)
union all
select 'every key of an owned table contains the organisation', key.relation || ' ' || key.name
  from key
 where kind = 'owned' and 'organisation_id' <> all (fields)
union all
select 'the primary key is id and organisation, or that of a line of its parent',
       key.relation || ' ' || key.name
  from key
 where kind = 'owned' and is_primary
   and 'id' <> all (fields)
   and not exists (select from pg_constraint held
                     join field on field.oid = held.conrelid and field.number = any (held.conkey)
                    where held.contype = 'f' and held.conrelid = key.relation::regclass
                      and field.name = any (key.fields) and field.name <> 'organisation_id')
union all
select 'ids are UUIDs made by the writer', relation || ' ' || name
  from field
 where kind = 'owned' and name = 'id'
   and (type <> 'uuid' or is_counted or is_made_by_the_database)
   and relation <> all (%(small_keys)s::text[])
union all
select 'a reference among owned tables carries the organisation', relation || ' ' || name
  from reference
 where kind = 'owned' and target_kind = 'owned' and not carries_organisation
union all
select 'a reference among owned tables is checked at once', relation || ' ' || name
  from reference
 where kind = 'owned' and target_kind = 'owned' and is_deferrable
union all
select 'a reference restricts or cascades', relation || ' ' || name
  from reference
 where kind = 'owned' and (on_delete not in ('a', 'r', 'c') or on_update not in ('a', 'r'))
union all
select 'shared refers to shared, local to local, owned not to local',
       relation || ' ' || name || ' -> ' || coalesce(target, 'elsewhere')
  from reference
 where (kind, coalesce(target_kind, '')) not in
       (values ('owned', 'owned'), ('owned', 'shared'), ('shared', 'shared'), ('local', 'local'))
   -- A session or a second factor names its user.
   and not (kind = 'local' and target = 'access_user')
union all
select 'no triggers on owned or shared tables', relation.name || ' ' || trigger.tgname
  from pg_trigger trigger
  join relation on relation.oid = trigger.tgrelid
 where not trigger.tgisinternal and relation.kind in ('owned', 'shared')
 order by 1, 2
