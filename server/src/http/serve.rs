use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{
    io::{self, ErrorKind},
    net::SocketAddr,
    time::Duration,
};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// How long a connection may take for the head of a request, the wait for its beginning included: not for ever, or whoever opens many and
/// says nothing would have them all; and longer than common proxies by themselves leave one unused (nginx a minute, Traefik a minute and a
/// half, Caddy two), lest one sends an order into a connection that is just being closed.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(150);

/// Answers on every connection that comes until `stop`; then takes no more, and ends when those that are under way have ended.
///
/// What `axum::serve` does, with a limit on `head`.
pub async fn serve(listener: TcpListener, router: Router, head: Duration, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head);
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = &mut stop => break,
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        // Whoever is at the other end has gone, or was too slow: nobody is left to be told.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    connections.shutdown().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // An event of a stream is small, and somebody waits for it.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(error) if is_theirs(&error) => {}
            // Too many open files, most likely: some will be closed.
            Err(error) => {
                tracing::error!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
        task::JoinHandle,
    };

    const SOON: Duration = Duration::from_millis(100);

    async fn served(head: Duration) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let slow = async |ConnectInfo(peer): ConnectInfo<SocketAddr>| {
            tokio::time::sleep(SOON * 3).await;
            peer.to_string()
        };
        let router = Router::new().route("/", get(slow));
        let serving = tokio::spawn(serve(listener, router, head, async move { drop(stopped.await) }));
        (address, stop, serving)
    }

    #[tokio::test]
    async fn whoever_does_not_say_what_they_want_is_hung_up_on() {
        let (address, _stop, _serving) = served(SOON).await;
        for said in ["", "GET / HTTP/1.1\r\nhost: here\r\n"] {
            let mut dawdler = TcpStream::connect(address).await.unwrap();
            dawdler.write_all(said.as_bytes()).await.unwrap();
            let mut answer = String::new();
            let heard = tokio::time::timeout(SOON * 50, dawdler.read_to_string(&mut answer)).await;
            assert!(heard.is_ok() && !answer.contains("200"), "{said:?}: {answer}");
        }
    }

    #[tokio::test]
    async fn an_answer_may_take_longer_than_the_head_and_knows_who_asked() {
        let (address, _stop, _serving) = served(SOON).await;
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(&client.local_addr().unwrap().to_string()), "{answer}");
    }

    #[tokio::test]
    async fn told_to_stop_it_answers_what_is_under_way_and_takes_nothing_new() {
        let (address, stop, serving) = served(HEAD_TIMEOUT).await;
        let mut client = TcpStream::connect(address).await.unwrap();
        let _idle = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
        tokio::time::sleep(SOON).await;
        stop.send(()).unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
