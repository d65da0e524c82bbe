import './base.css';
import './trial.css';
