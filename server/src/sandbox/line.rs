//! Connections that can be hung up in the middle of a call.

use axum::{
    extract::connect_info::Connected,
    response::{IntoResponse, Response},
    serve::{IncomingStream, Listener},
};
use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering::Relaxed},
    },
    task::{Context, Poll},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// A handler's hold on the connection that its request came in on.
#[derive(Clone, Default)]
pub struct Line(Arc<AtomicU8>);

const OPEN: u8 = 0;
const CUT: u8 = 1;
const REFUSED: u8 = 2;

impl Line {
    /// Hangs up instead of answering: the caller sees the connection end and cannot know what was done.
    pub fn cut(&self) -> Response {
        self.0.store(CUT, Relaxed);
        never_sent()
    }

    /// Resets the connection. Faults have to be switched off through the same port, so it cannot be closed while the
    /// gateway is `down`; a reset is what TCP has for "nobody here took this", and a client can tell it from a lost answer.
    pub fn refuse(&self) -> Response {
        self.0.store(REFUSED, Relaxed);
        never_sent()
    }

    fn is(&self, state: u8) -> bool {
        self.0.load(Relaxed) == state
    }
}

/// hyper wants a response before it tries to write; the closed line swallows it.
fn never_sent() -> Response {
    ().into_response()
}

/// Accepts connections together with their [`Line`].
pub struct Lines(pub TcpListener);

impl Listener for Lines {
    type Io = Call;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Call, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Answers are one small packet each: waiting to fill it would only cost time.
        let _ = stream.set_nodelay(true);
        (Call { stream, line: Line::default() }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Line {
        stream.io().line.clone()
    }
}

/// A connection that ends at the first write after its line was cut or refused.
pub struct Call {
    stream: TcpStream,
    line: Line,
}

impl Call {
    fn hung_up(&self) -> Option<io::Error> {
        (!self.line.is(OPEN)).then(|| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        if self.line.is(REFUSED) {
            // Without lingering, closing sends RST instead of FIN.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Call {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Call {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.hung_up() {
            Some(end) => Poll::Ready(Err(end)),
            None => Pin::new(&mut self.stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        match self.hung_up() {
            Some(end) => Poll::Ready(Err(end)),
            None => Pin::new(&mut self.stream).poll_write_vectored(cx, bytes),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A polite FIN now would come before the reset that `drop` is to send.
        if self.line.is(REFUSED) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
