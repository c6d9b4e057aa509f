//! The second file: what follows the log.

use super::{Connection, Db};
use sqlx::{AssertSqlSafe, Connection as _, Executor, SqlitePool};
use std::path::{Path, PathBuf};

/// What is in it. Whoever reads has both files and need not know which table is in which.
const TABLES: [&str; 7] = ["cursor", "order_status", "store_board", "rider_board", "top_menus", "notification", "saved_answer"];

/// `hansang.db` has `hansang.views.db` beside it, where it really is.
pub async fn beside<'e>(log: impl Executor<'e, Database = Db>) -> sqlx::Result<PathBuf> {
    let log: String = sqlx::query_scalar("SELECT file FROM pragma_database_list WHERE name = 'main'").fetch_one(log).await?;
    Ok(Path::new(&log).with_extension("views.db"))
}

/// Makes the tables of the second file known to a connection to the first.
pub async fn attach(db: &mut Connection) -> sqlx::Result<()> {
    let views = beside(&mut *db).await?.to_string_lossy().into_owned();
    sqlx::query("ATTACH DATABASE $1 AS views").bind(views).execute(&mut *db).await?;
    sqlx::query("PRAGMA views.cache_size = -16384").execute(&mut *db).await?;
    Ok(())
}

/// What the log knows nothing of has already been followed: it would be missed when it happens.
const AHEAD: &str = "SELECT COUNT(*) FROM views.cursor LEFT JOIN part ON part.id = views.cursor.part \
                     WHERE views.cursor.seq > COALESCE(part.seq, 0)";
/// Nothing has been followed: all that people were ever told would be sent to them again.
const MISSING: &str = "SELECT COUNT(*) FROM part WHERE seq > 0 AND NOT EXISTS (SELECT 1 FROM views.cursor)";

/// Makes sure that the two files, both up to date, belong together. A database from before there were two has these tables in its first file:
/// they are moved. A new one, which is made like the oldest, loses them.
pub async fn join(log: &SqlitePool) -> sqlx::Result<()> {
    let mut db = log.acquire().await?;
    attach(&mut db).await?;
    refuse_if(&mut db, AHEAD).await?;
    let is_old = "SELECT COUNT(*) FROM main.sqlite_master WHERE type = 'table' AND name = 'notification'";
    if sqlx::query_scalar::<_, i64>(is_old).fetch_one(&mut *db).await? > 0 {
        // Killed in the middle it begins again. What is there already is from then, or from an earlier move that was taken back.
        for steps in [&["DELETE FROM views.{}", "INSERT INTO views.{} SELECT * FROM main.{}"][..], &["DROP TABLE main.{}"]] {
            let mut tx = db.begin().await?;
            for table in TABLES {
                for step in steps {
                    sqlx::query(AssertSqlSafe(step.replace("{}", table))).execute(&mut *tx).await?;
                }
            }
            tx.commit().await?;
        }
    }
    refuse_if(&mut db, MISSING).await?;
    sqlx::query("DETACH DATABASE views").execute(&mut *db).await?;
    Ok(())
}

async fn refuse_if(db: &mut Connection, apart: &'static str) -> sqlx::Result<()> {
    match sqlx::query_scalar::<_, i64>(apart).fetch_one(&mut *db).await? {
        0 => Ok(()),
        _ => Err(sqlx::Error::Configuration(
            "NAME.db and NAME.views.db are not of the same time. Put back both from one backup; beside a NAME.db from before there were two \
             files, take NAME.views.db away"
                .into(),
        )),
    }
}

#[cfg(test)]
pub mod tests {
    use super::{super::Pools, *};
    use sqlx::ConnectOptions;
    use uuid::Uuid;

    fn place(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("hansang-{name}-{}.db", Uuid::now_v7()))
    }

    pub fn discard(log: &Path) {
        for file in [log.to_owned(), log.with_extension("views.db")] {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        }
    }

    /// As it was before there were two files: four events are told of, the last of them to somebody by a message.
    async fn old(path: &Path) {
        let old = SqlitePool::connect_with(Pools::options(path)).await.unwrap();
        sqlx::migrate!("../migrations/sqlite").run(&old).await.unwrap();
        let rows = "INSERT INTO part VALUES (0, 4); INSERT INTO cursor VALUES ('inbox', 0, 4); \
                    INSERT INTO notification VALUES \
                    (x'01', x'02', 1, x'03', 'alimtalk', 'placed', 't', '한상', 5, 'sent', NULL, 2, 1, 'late', 'r', 1)";
        old.execute(rows).await.unwrap();
        old.close().await;
    }

    /// How far the inbox has followed, and what of the ledger is left.
    async fn told(pools: &Pools) -> (i64, String, i64, i64, String, i64) {
        let told =
            "SELECT seq, text, attempts, failures, reference, certain FROM cursor, notification WHERE subscriber = 'inbox'";
        sqlx::query_as(told).fetch_one(pools.read()).await.unwrap()
    }

    #[tokio::test]
    async fn what_an_older_database_has_in_one_file_is_moved_and_nothing_of_it_is_lost() {
        let path = place("move");
        old(&path).await;
        for _ in 0..2 {
            let pools = Pools::open(&path).await.unwrap();
            assert_eq!(told(&pools).await, (4, "한상".to_owned(), 2, 1, "r".to_owned(), 1));
            let left = "SELECT COUNT(*) FROM main.sqlite_master WHERE name IN ('cursor', 'notification', 'saved_answer', 'order_status')";
            assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(pools.read()).await.unwrap(), 0);
            pools.close().await;
        }
        discard(&path);
    }

    #[tokio::test]
    async fn what_is_left_of_an_earlier_move_does_not_count() {
        let path = place("again");
        let mut views = Pools::options(&path.with_extension("views.db")).connect().await.unwrap();
        sqlx::migrate!("../migrations/sqlite/views").run(&mut views).await.unwrap();
        views.execute("INSERT INTO cursor VALUES ('inbox', 0, 2)").await.unwrap();
        views.close().await.unwrap();
        old(&path).await;
        let pools = Pools::open(&path).await.unwrap();
        assert_eq!(told(&pools).await.0, 4);
        pools.close().await;
        discard(&path);
    }

    #[tokio::test]
    async fn files_that_are_not_of_the_same_time_are_refused_and_stay_as_they_are() {
        for (log, cursor) in [(Some(7), None), (Some(7), Some(8)), (None, Some(8))] {
            let path = place("apart");
            let pools = Pools::open(&path).await.unwrap();
            if let Some(seq) = log {
                let mut tx = pools.write().await.unwrap();
                sqlx::query("INSERT INTO part VALUES (0, $1)").bind(seq).execute(tx.db()).await.unwrap();
                tx.commit().await.unwrap();
            }
            if let Some(seq) = cursor {
                let mut tx = pools.project().await.unwrap();
                sqlx::query("INSERT INTO cursor VALUES ('inbox', 0, $1)").bind(seq).execute(tx.db()).await.unwrap();
                tx.commit().await.unwrap();
            }
            pools.close().await;
            if log.is_none() {
                // It was lost, and a new one is made.
                std::fs::remove_file(&path).unwrap();
            }
            for _ in 0..2 {
                let refused = Pools::open(&path).await.err().unwrap().to_string();
                assert!(refused.contains("Put back both from one backup"), "{refused}");
            }
            discard(&path);
        }
    }

    #[tokio::test]
    #[cfg(unix)]
    async fn a_database_that_is_linked_to_has_its_second_file_where_it_really_is() {
        let (path, link) = (place("real"), place("link"));
        std::os::unix::fs::symlink(&path, &link).unwrap();
        Pools::open(&link).await.unwrap().close().await;
        assert!(path.with_extension("views.db").exists() && !link.with_extension("views.db").exists());
        discard(&path);
        std::fs::remove_file(&link).unwrap();
    }
}
