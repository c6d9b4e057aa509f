//! The second file: what follows the log.

use super::Connection;
use sqlx::{AssertSqlSafe, Connection as _, SqlitePool};
use std::path::{Path, PathBuf};

/// What is in it. Whoever reads has both files and need not know which table is in which.
const TABLES: [&str; 7] = ["cursor", "order_status", "store_board", "rider_board", "top_menus", "notification", "saved_answer"];

/// `hansang.db` has `hansang.views.db` beside it.
pub fn beside(log: &Path) -> PathBuf {
    log.with_extension("views.db")
}

/// Makes the tables of the second file known to a connection to the first.
pub async fn attach(db: &mut Connection) -> sqlx::Result<()> {
    let log: String = sqlx::query_scalar("SELECT file FROM pragma_database_list WHERE name = 'main'").fetch_one(&mut *db).await?;
    let views = beside(Path::new(&log)).to_string_lossy().into_owned();
    sqlx::query("ATTACH DATABASE $1 AS views").bind(views).execute(&mut *db).await?;
    Ok(())
}

/// A database from before there were two files has these tables in its first one. They are moved, and a new database, which is made like the
/// oldest, loses them. Killed in the middle it begins again: what has been copied has not changed since.
pub async fn move_out(log: &SqlitePool) -> sqlx::Result<()> {
    let mut db = log.acquire().await?;
    let is_old = "SELECT COUNT(*) FROM main.sqlite_master WHERE type = 'table' AND name = 'notification'";
    if sqlx::query_scalar::<_, i64>(is_old).fetch_one(&mut *db).await? == 0 {
        return Ok(());
    }
    attach(&mut db).await?;
    for statement in ["INSERT OR IGNORE INTO views.{} SELECT * FROM main.{}", "DROP TABLE main.{}"] {
        let mut tx = db.begin().await?;
        for table in TABLES {
            sqlx::query(AssertSqlSafe(statement.replace("{}", table))).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
    sqlx::query("DETACH DATABASE views").execute(&mut *db).await?;
    Ok(())
}

/// Refuses files of which one was put back from a backup without the other. Views that are ahead would miss what happens next; without any,
/// all that people were ever told would be sent to them again.
pub async fn belong_to_the_log(read: &SqlitePool) -> sqlx::Result<()> {
    let strangers = "SELECT (SELECT COUNT(*) FROM cursor JOIN part ON part.id = cursor.part WHERE cursor.seq > part.seq) + \
                     (SELECT COUNT(*) FROM part WHERE seq > 0 AND NOT EXISTS (SELECT 1 FROM cursor))";
    match sqlx::query_scalar::<_, i64>(strangers).fetch_one(read).await? {
        0 => Ok(()),
        _ => Err(sqlx::Error::Configuration(
            "its two files, NAME.db and NAME.views.db, are not of the same time: put back both from the same backup".into(),
        )),
    }
}

#[cfg(test)]
pub mod tests {
    use super::{super::Pools, *};
    use sqlx::{ConnectOptions, Executor};
    use uuid::Uuid;

    pub fn discard(log: &Path) {
        for file in [log.to_owned(), beside(log)] {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        }
    }

    #[tokio::test]
    async fn what_an_older_database_has_in_one_file_is_moved_and_nothing_of_it_is_lost() {
        let path = std::env::temp_dir().join(format!("hansang-move-{}.db", Uuid::now_v7()));
        let old = SqlitePool::connect_with(Pools::options(&path)).await.unwrap();
        sqlx::migrate!("../migrations/sqlite").run(&old).await.unwrap();
        let rows = "INSERT INTO cursor VALUES ('inbox', 0, 7); \
                    INSERT INTO notification VALUES (x'01', x'02', 1, x'03', 'alimtalk', 'placed', 't', '한상', 5, 'sent', NULL, 2, 1, 'late', 'r', 1)";
        old.execute(rows).await.unwrap();
        // As if it had been killed when it had copied one of them.
        let mut views = Pools::options(&beside(&path)).connect().await.unwrap();
        sqlx::migrate!("../migrations/sqlite/views").run(&mut views).await.unwrap();
        views.execute("INSERT INTO cursor VALUES ('inbox', 0, 7)").await.unwrap();
        views.close().await.unwrap();
        old.close().await;

        for _ in 0..2 {
            let pools = Pools::open(&path).await.unwrap();
            let told: (String, i64, i64, String, i64) =
                sqlx::query_as("SELECT text, attempts, failures, reference, certain FROM notification")
                    .fetch_one(pools.read())
                    .await
                    .unwrap();
            assert_eq!(told, ("한상".to_owned(), 2, 1, "r".to_owned(), 1));
            let seq: i64 =
                sqlx::query_scalar("SELECT seq FROM cursor WHERE subscriber = 'inbox'").fetch_one(pools.read()).await.unwrap();
            assert_eq!(seq, 7);
            let left = "SELECT COUNT(*) FROM main.sqlite_master WHERE name IN ('cursor', 'notification', 'saved_answer', 'order_status')";
            assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(pools.read()).await.unwrap(), 0);
            pools.close().await;
        }
        discard(&path);
    }

    #[tokio::test]
    async fn files_that_are_not_of_the_same_time_are_refused() {
        for (seq, cursors) in [(7, ""), (7, "INSERT INTO cursor VALUES ('inbox', 0, 8)")] {
            let path = std::env::temp_dir().join(format!("hansang-apart-{}.db", Uuid::now_v7()));
            let pools = Pools::open(&path).await.unwrap();
            let mut tx = pools.write().await.unwrap();
            sqlx::query("INSERT INTO part VALUES (0, $1)").bind(seq).execute(tx.db()).await.unwrap();
            tx.commit().await.unwrap();
            let mut tx = pools.project().await.unwrap();
            tx.db().execute(cursors).await.unwrap();
            tx.commit().await.unwrap();
            pools.close().await;
            let refused = Pools::open(&path).await.err().unwrap().to_string();
            assert!(refused.contains("put back both from the same backup"), "{refused}");
            discard(&path);
        }
    }
}
